import { isJsonataText } from '../../../expressions';
import type { CheckedState } from '../../checked-state';
import { fieldsOfJsonata, translatePath } from '../../jsonpath-in-jsonata';
import { looksLikePath } from '../../path-like';
import type { Finding, Rule } from '../../rule';
import { entriesIn, type PlacedEntry } from '../../texts';

/**
 * A key of a JSONata state ends in `.$`, which JSONata treats as a part of the name:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const jsonpathKey: Rule = {
  id: 'jsonpath-key',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ states }) {
    for (const state of states) {
      for (const { value: field, path: at } of fieldsOfJsonata(state)) {
        // A variable of such a name is reported by variable-name.
        for (const { key, value, path, object } of entriesIn(field, at)) {
          if (!key.endsWith('.$') || path.at(-2) === 'Assign' || !(looksLikePath(value) || isJsonataText(value)))
            continue;
          const plain = key.slice(0, -2);
          const translated = isJsonataText(value) ? value : translatePath(value);
          const help = translated === undefined ? `write \`${plain}\`` : `write \`${plain}: "${translated}"\``;
          yield {
            message: `\`${key}\` is a key of JSONPath, and this state is in JSONata`,
            path,
            at: 'key',
            isWhole: true,
            help,
            ...(Object.hasOwn(object, plain) ? {} : entryFix(state, { key: plain, value, path })),
          };
        }
      }
    }
  },
};

/** Where a path can mean the result or the error too, which expression does the same is the author's to say. */
function entryFix(state: CheckedState, { key, value, path }: Omit<PlacedEntry, 'object'>): Pick<Finding, 'fix'> {
  if (typeof value !== 'string') return {};
  if (isJsonataText(value)) return { fix: { kind: 'entry', key } };
  const field = String(path[state.path.length]);
  const isOfInput = before.includes(field) || (field === 'Output' && hasNoResult.includes(state.type));
  const text = value.startsWith('$$') || isOfInput ? plainPath(value) : undefined;
  return text === undefined ? {} : { fix: { kind: 'entry', key, text } };
}

/** Fields that are evaluated before a state does anything. */
const before = ['Arguments', 'Items', 'ItemSelector', 'ItemBatcher', 'ItemReader'];
const hasNoResult: readonly (string | undefined)[] = ['Pass', 'Succeed'];

function plainPath(text: string): string | undefined {
  return text.startsWith('$') ? translatePath(text) : undefined;
}
