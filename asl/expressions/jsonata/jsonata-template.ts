import type { Json } from '../../definition';
import type { Eventually, JsonataBindings } from '../bindings';
import { compileJsonata, isJsonataText } from './compile-jsonata';

/** The JSON types AWS tells apart in `Expected 'array', but was 'string'`. */
export type JsonataType = 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string';

/** Any JSON with `{% %}` strings inside (Arguments, Output, Assign, Items, Condition, Seconds …), compiled once. */
export interface JsonataTemplate {
  /** Whether no expression stands in it: its value is then always the same. */
  readonly isConstant: boolean;
  /** Throws StatesError States.QueryEvaluationError that names the expression and its field, e.g. `Output/result`. */
  evaluate(bindings: JsonataBindings): Eventually<Json>;
}

/** Compiles a template; `expected` is the type an expression that is the whole value must yield. Throws Error on bad syntax. */
export function compileJsonataTemplate(value: Json, fieldPath: string, expected?: JsonataType): JsonataTemplate {
  void expected;
  const evaluate = part(value, fieldPath);
  return { isConstant: !JSON.stringify(value).includes('{%'), evaluate };
}

type Part = (bindings: JsonataBindings) => Eventually<Json>;

function part(value: Json, path: string): Part {
  if (isJsonataText(value)) return compileJsonata(value, path).evaluate;
  if (typeof value !== 'object' || value === null) return () => value;
  if (Array.isArray(value)) {
    const parts = (value as readonly Json[]).map((each, index) => part(each, `${path}[${index}]`));
    return (bindings) => Promise.all(parts.map((each) => each(bindings)));
  }
  const members = Object.entries(value).map(([key, member]): [string, Part] => [key, part(member, `${path}/${key}`)]);
  return async (bindings) =>
    Object.fromEntries(
      await Promise.all(members.map(async ([key, member]): Promise<[string, Json]> => [key, await member(bindings)])),
    );
}
