import {
  type ChoiceRule,
  isJsonObject,
  type Json,
  type JsonObject,
  type QueryLanguage,
  type State,
} from '../../../language/definition';
import type { PlacedState } from './coverage-items';

/** The path that a rule reads, and a value there for which it holds. */
interface Wanted {
  /** `input`: the state's input; else the name of a variable. */
  readonly from: string;
  readonly path: readonly string[];
  readonly value: Json;
}

/**
 * Describes an example that makes a rule of a Choice hold, as far as the rule shows it: comparisons of one path with
 * one value, joined by `and`. Undefined for any other rule.
 */
export function satisfyingExample(
  rule: ChoiceRule,
  language: QueryLanguage,
  states: readonly PlacedState[],
): string | undefined {
  const wanted = language === 'JSONata' ? wantedByCondition(rule['Condition']) : wantedByComparison(rule);
  if (wanted === undefined || wanted.length === 0) return undefined;
  return wanted.map((each) => inWords(each, states)).join(' and ');
}

function inWords({ from, path, value }: Wanted, states: readonly PlacedState[]): string {
  if (from === 'input') return `an input with ${JSON.stringify(nested(path, value))}`;
  const source = path.length === 0 ? sourceOf(from, states) : undefined;
  const variable = `\`$${[from, ...path].join('.')}\``;
  if (source === undefined) return `${variable} = ${JSON.stringify(value)}${assignedBy(from, states)}`;
  return `${variable} = ${JSON.stringify(value)}: let \`${source.state}\` return ${JSON.stringify(nested(source.path, value))}`;
}

function nested(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), value);
}

/** The Task that assigns a variable straight from its result, and from where in it. */
function sourceOf(variable: string, states: readonly PlacedState[]) {
  for (const { name, state } of states) {
    const assigned = assignedIn(state)[variable];
    const match = typeof assigned === 'string' ? /^\{%\s*\$states\.result((?:\.\w+)+)\s*%\}$/.exec(assigned) : null;
    if (match !== null && state.Type === 'Task') return { state: name, path: match[1]!.slice(1).split('.') };
  }
  return undefined;
}

function assignedIn(state: State): JsonObject {
  return 'Assign' in state && state.Assign !== undefined ? state.Assign : {};
}

function assignedBy(variable: string, states: readonly PlacedState[]): string {
  const names = states
    .filter(({ state }) => Object.hasOwn(assignedIn(state), variable))
    .map(({ name }) => `\`${name}\``);
  return names.length === 0 ? '' : ` (assigned by ${names.join(', ')})`;
}

const comparison =
  /^\$([A-Za-z_]\w*)((?:\.\w+)*)\s*(!=|<=|>=|=|<|>)\s*('[^']*'|"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)$/;

function wantedByCondition(condition: Json | undefined): Wanted[] | undefined {
  const text = typeof condition === 'string' ? condition.replace(/^\{%|%\}$/g, '').trim() : '';
  if (/[()]|\bor\b/.test(text)) return undefined;
  const wanted = text.split(/\s+and\s+/).map((part) => {
    const match = comparison.exec(part.trim());
    if (match === null) return undefined;
    const [, name = '', rest = '', operator = '', literal = ''] = match;
    const path = rest === '' ? [] : rest.slice(1).split('.');
    const value = satisfying(operator, literal.startsWith("'") ? literal.slice(1, -1) : (JSON.parse(literal) as Json));
    if (name !== 'states') return { from: name, path, value };
    return path[0] === 'input' ? { from: 'input', path: path.slice(1), value } : undefined;
  });
  return wanted.every((each) => each !== undefined) ? wanted : undefined;
}

/** The operators of JSONPath rules by their name in JSONata. */
const operators: readonly (readonly [RegExp, string])[] = [
  [/^(String|Numeric|Boolean|Timestamp)Equals$/, '='],
  [/^(String|Numeric|Timestamp)LessThan$/, '<'],
  [/^(String|Numeric|Timestamp)LessThanEquals$/, '<='],
  [/^(String|Numeric|Timestamp)GreaterThan$/, '>'],
  [/^(String|Numeric|Timestamp)GreaterThanEquals$/, '>='],
];

const typeTests: Readonly<Record<string, Json>> = {
  IsPresent: 'any value',
  IsString: 'text',
  IsNumeric: 1,
  IsBoolean: true,
  IsNull: null,
  IsTimestamp: '2026-01-01T00:00:00Z',
};

function wantedByComparison(rule: Json): Wanted[] | undefined {
  if (!isJsonObject(rule)) return undefined;
  if (Array.isArray(rule['And'])) {
    const all = (rule['And'] as readonly Json[]).map(wantedByComparison);
    return all.every((each) => each !== undefined) ? all.flat() : undefined;
  }
  const match = typeof rule['Variable'] === 'string' ? /^\$(\w*)((?:\.\w+)*)$/.exec(rule['Variable']) : null;
  const value = match === null ? undefined : satisfyingOperator(rule);
  if (match === null || value === undefined) return undefined;
  const [, variable = '', members = ''] = match;
  const path = members === '' ? [] : members.slice(1).split('.');
  return [{ from: variable === '' ? 'input' : variable, path, value }];
}

function satisfyingOperator(rule: Readonly<Record<string, Json>>): Json | undefined {
  for (const [name, literal] of Object.entries(rule)) {
    const operator = operators.find(([pattern]) => pattern.test(name))?.[1];
    if (operator !== undefined) return satisfying(operator, literal);
    if (Object.hasOwn(typeTests, name) && literal === true) return typeTests[name];
    if (name === 'StringMatches' && typeof literal === 'string') return literal.replaceAll('*', 'x');
  }
  return undefined;
}

/** Returns a value that has this relation to the literal. */
function satisfying(operator: string, literal: Json): Json {
  if (operator === '!=') return typeof literal === 'number' ? literal + 1 : `not ${String(literal)}`;
  if (typeof literal !== 'number' || operator.includes('=')) return literal;
  return operator === '<' ? literal - 1 : literal + 1;
}
