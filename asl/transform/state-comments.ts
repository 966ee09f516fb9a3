import { isMap, isScalar, type Pair, parseDocument, visit } from 'yaml';
import { maskPlaceholders, unmaskPlaceholders } from '../load/placeholders';

/** The comments that stand before states in a definition (or the frame of one), by the name of the state, without `#`. */
export function stateComments(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  visit(parseDocument(maskPlaceholders(text), { merge: true }), {
    Pair: (_, pair) => {
      const { value } = pair;
      if (!isMap(value)) return;
      for (const [index, member] of value.items.entries()) {
        if (!isState(member) || !isScalar(member.key)) continue;
        const comment = member.key.commentBefore ?? (index === 0 ? value.commentBefore : undefined);
        if (comment) found.set(String(member.key.value), unmaskPlaceholders(comment));
      }
    },
  });
  return found;
}

function isState({ value }: Pair): boolean {
  return isMap(value) && value.has('Type');
}
