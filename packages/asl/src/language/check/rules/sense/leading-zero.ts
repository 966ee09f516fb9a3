import type { FieldPath } from '../../../definition';
import type { PlacedValue } from '../../../load';
import type { Finding, Rule } from '../../rule';

/** Digits without quotes begin with a zero: to YAML they are a number, so the zero of an id, a version or a file mode is lost. */
export const leadingZero: Rule = {
  id: 'leading-zero',
  severity: 'warning',
  rejectedBy: 'none',
  *check({ parsed }) {
    if (!/(?<![\w.])0\d/.test(parsed.text)) return;
    yield* inValue(parsed.placed, [], { text: parsed.text, visited: new Set() });
  },
};

interface Walk {
  readonly text: string;
  readonly visited: Set<PlacedValue>;
}

/** The value of an anchor is checked once. */
function* inValue(placed: PlacedValue, path: FieldPath, walk: Walk): Generator<Finding> {
  if (typeof placed.value === 'number') yield* inNumber(placed, path, walk.text);
  if (placed.children === undefined || walk.visited.has(placed)) return;
  walk.visited.add(placed);
  for (const [key, child] of placed.children) yield* inValue(child.placed, [...path, key], walk);
}

function* inNumber({ value, range }: PlacedValue, path: FieldPath, text: string): Generator<Finding> {
  const source = text.slice(range[0], range[1]).trimEnd();
  if (!/^[-+]?0\d/.test(source)) return;
  const message = `\`${source}\` is the number ${String(value)}: its leading zero is lost`;
  yield { message, path, help: `write \`'${source}'\` for a string, or the number without the zero` };
}
