import type { Json } from '../../definition';
import type { JsonPathBindings } from '../bindings';
import { compileJsonPath, nullInput } from '../jsonpath/compile-json-path';
import { StatesError } from '../states-error';
import { compileIntrinsic, isIntrinsicText } from './compile-intrinsic';

/** A payload template (Parameters, ResultSelector, ItemSelector, JSONPath Assign …), compiled once. */
export interface PayloadTemplate {
  /** Whether it has no path and no function: its value is then always the same. */
  readonly isConstant: boolean;
  /**
   * Throws StatesError: States.Runtime for a path without a value (`The JSONPath '$.a' specified for the field 'b.$'
   * could not be found in the input '{…}'`), States.IntrinsicFailure for arguments that a function does not accept.
   */
  evaluate(bindings: JsonPathBindings): Json;
}

/** Compiles any JSON whose keys ending in `.$` hold paths or intrinsic functions. Throws Error naming the key on bad syntax. */
export function compilePayloadTemplate(value: Json): PayloadTemplate {
  const evaluate = compilePart(value);
  return { isConstant: evaluate === undefined, evaluate: evaluate ?? (() => value) };
}

type Evaluate = (bindings: JsonPathBindings) => Json;

/** Undefined for a part that is constant. */
function compilePart(value: Json): Evaluate | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? compileItems(value) : compileMembers(Object.entries(value));
}

function compileItems(items: readonly Json[]): Evaluate | undefined {
  const parts = items.map(compilePart);
  if (parts.every((part) => part === undefined)) return undefined;
  return (bindings) => parts.map((part, at) => (part === undefined ? (items[at] as Json) : part(bindings)));
}

function compileMembers(entries: readonly [string, Json][]): Evaluate | undefined {
  const members = entries.map(([key, value]) =>
    key.endsWith('.$')
      ? { key: key.slice(0, -2), value, part: compileDynamicValue(key, value) }
      : { key, value, part: compilePart(value) },
  );
  if (members.every(({ part }) => part === undefined)) return undefined;
  return (bindings) => {
    const object: Record<string, Json> = {};
    for (const { key, value, part } of members) put(object, key, part === undefined ? value : part(bindings));
    return object;
  };
}

/** Sets a member; `__proto__` becomes an ordinary member, never the prototype. */
function put(object: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/**
 * Compiles a path or an intrinsic function call, for a key that ends in `.$` or for a field that accepts both. Throws
 * Error naming it.
 */
export function compileDynamicValue(key: string, value: Json): Evaluate {
  if (typeof value !== 'string' || !(value.startsWith('$') || isIntrinsicText(value))) {
    throw new Error(`The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`);
  }
  return isIntrinsicText(value) ? compileIntrinsic(value).evaluate : compilePath(key, value);
}

function compilePath(key: string, text: string): Evaluate {
  const path = compileJsonPath(text);
  return ({ input, context, variables }) => {
    const value = path.find(input, context, variables);
    if (value !== undefined) return value;
    if (input === null && path.root.kind === 'input') throw new StatesError('States.Runtime', nullInput);
    const searched = JSON.stringify(path.root.kind === 'context' ? context : input);
    throw new StatesError(
      'States.Runtime',
      `The JSONPath '${text}' specified for the field '${key}' could not be found in the input '${searched}'`,
    );
  };
}
