import { isJsonObject, type Json } from '../../definition';
import type { JsonataBindings } from '../bindings';
import { StatesError } from '../states-error';
import { compileJsonata } from './compile-jsonata';
import { setMember } from './evaluator/values';
import { isJsonataText } from './jsonata-text';

/** The JSON types that AWS names in `Expected 'array', but was 'string'`. */
export type JsonataType = 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';

/** Any JSON with `{% %}` strings inside (Arguments, Output, Assign, Items, Condition, Seconds …), compiled once. */
export interface JsonataTemplate {
  /** Whether it has no expression: its value is then always the same. */
  readonly isConstant: boolean;
  /** The value; synchronous. Throws StatesError States.QueryEvaluationError that names the expression and its field, e.g. `Output/result`. */
  evaluate(bindings: JsonataBindings): Json;
}

/**
 * Compiles a template. `field` is its location in the state (`Output`, `Choices[0]/Condition`). `expected` is the type
 * of an expression that is the whole value, in AWS's words: `… returned an unexpected result type. Expected 'array',
 * but was 'string' for value: "a"`. Throws Error naming field and problem on bad syntax.
 */
export function compileJsonataTemplate(value: Json, field: string, expected?: JsonataType): JsonataTemplate {
  const evaluate =
    expected !== undefined && isJsonataText(value) ? compileTyped(value, field, expected) : compilePart(value, field);
  return { isConstant: evaluate === undefined, evaluate: evaluate ?? (() => value) };
}

type Evaluate = (bindings: JsonataBindings) => Json;

function compileTyped(text: string, field: string, expected: JsonataType): Evaluate {
  const expression = compileNamed(text, field);
  return (bindings) => {
    const value = expression.evaluate(bindings);
    if (isOfType(value, expected)) return value;
    const subject = `The JSONata expression '${expression.text}' specified for the field '${field}'`;
    const found = `Expected '${expected}', but was '${typeName(value)}' for value: ${JSON.stringify(value)}`;
    const cause = `${subject} returned an unexpected result type. ${found}`;
    throw new StatesError('States.QueryEvaluationError', cause, field);
  };
}

function compileNamed(text: string, field: string) {
  try {
    return compileJsonata(text, field);
  } catch (error) {
    throw new Error(`${field}: ${(error as Error).message}`);
  }
}

/** Undefined for a part that is constant. */
function compilePart(value: Json, field: string): Evaluate | undefined {
  if (isJsonataText(value)) return compileNamed(value, field).evaluate;
  if (Array.isArray(value)) return compileItems(value, field);
  return isJsonObject(value) ? compileMembers(Object.entries(value), field) : undefined;
}

function compileItems(items: readonly Json[], field: string): Evaluate | undefined {
  const parts = items.map((item, at) => compilePart(item, `${field}[${at}]`));
  if (parts.every((part) => part === undefined)) return undefined;
  return (bindings) => parts.map((part, at) => (part === undefined ? (items[at] as Json) : part(bindings)));
}

function compileMembers(entries: readonly [string, Json][], field: string): Evaluate | undefined {
  const members = entries.map(([key, value]) => ({ key, value, part: compilePart(value, `${field}/${key}`) }));
  if (members.every(({ part }) => part === undefined)) return undefined;
  return (bindings) => {
    const object: Record<string, Json> = {};
    for (const { key, value, part } of members) setMember(object, key, part === undefined ? value : part(bindings));
    return object;
  };
}

function isOfType(value: Json, expected: JsonataType): boolean {
  return expected === 'integer' ? Number.isInteger(value) : typeName(value) === expected;
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
