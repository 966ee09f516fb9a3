import type { Json } from '../../definition';
import type { JsonPathBindings } from '../bindings';
import { compileJsonPath } from '../jsonpath/compile-json-path';
import { compileIntrinsic } from './compile-intrinsic';

/** A payload template (Parameters, ResultSelector, ItemSelector, JSONPath Assign), compiled once. */
export interface PayloadTemplate {
  /** Throws StatesError: States.ParameterPathFailure for a path that finds nothing, States.IntrinsicFailure. */
  evaluate(bindings: JsonPathBindings): Json;
}

/** Compiles any JSON whose keys ending in `.$` hold paths or intrinsic functions. Throws Error naming the key on bad syntax. */
export function compilePayloadTemplate(value: Json): PayloadTemplate {
  return { evaluate: part(value) };
}

type Part = (bindings: JsonPathBindings) => Json;

function part(value: Json): Part {
  if (typeof value !== 'object' || value === null) return () => value;
  if (Array.isArray(value)) {
    const parts = (value as readonly Json[]).map(part);
    return (bindings) => parts.map((each) => each(bindings));
  }
  const members = Object.entries(value).map(([key, member]): [string, Part] =>
    key.endsWith('.$') ? [key.slice(0, -2), expression(String(member))] : [key, part(member)],
  );
  return (bindings) => Object.fromEntries(members.map(([key, member]) => [key, member(bindings)]));
}

function expression(text: string): Part {
  if (!text.startsWith('$')) return compileIntrinsic(text).evaluate;
  const path = compileJsonPath(text);
  return ({ input, context, variables }) => path.read(input, context, variables);
}
