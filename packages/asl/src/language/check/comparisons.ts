import type { Json } from '../definition';
import { isTimestamp } from './timestamps';

type Operand = 'text' | 'number' | 'boolean' | 'timestamp' | 'path' | 'rules';

const orders = ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'];
const tests = ['IsNull', 'IsPresent', 'IsNumeric', 'IsString', 'IsBoolean', 'IsTimestamp'];

function family(name: string, operand: Operand, comparisons: readonly string[]): [string, Operand][] {
  return comparisons.flatMap((comparison): [string, Operand][] => [
    [`${name}${comparison}`, operand],
    [`${name}${comparison}Path`, 'path'],
  ]);
}

/** The operators of a JSONPath choice rule and what each compares with: 39 comparisons, and `And`, `Or`, `Not`. */
export const comparisonOperators: ReadonlyMap<string, Operand> = new Map<string, Operand>([
  ...family('String', 'text', orders),
  ...family('Numeric', 'number', orders),
  ...family('Timestamp', 'timestamp', orders),
  ...family('Boolean', 'boolean', ['Equals']),
  ['StringMatches', 'text'],
  ...tests.map((test): [string, Operand] => [test, 'boolean']),
  ['And', 'rules'],
  ['Or', 'rules'],
  ['Not', 'rules'],
]);

const operands: Readonly<Record<Operand, readonly [name: string, is: (value: Json) => boolean]>> = {
  text: ['a string', (value) => typeof value === 'string'],
  number: ['a number', (value) => typeof value === 'number'],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  timestamp: ['a timestamp such as `2026-01-31T12:00:00Z`', (value) => typeof value === 'string' && isTimestamp(value)],
  path: ['a path', (value) => typeof value === 'string'],
  rules: ['rules', () => true],
};

/** Returns what an operator accepts, if the value is something else; undefined if the value is valid. */
export function operandProblem(operator: string, value: Json): string | undefined {
  const kind = comparisonOperators.get(operator);
  if (kind === undefined) return undefined;
  const [name, is] = operands[kind];
  return is(value) ? undefined : name;
}
