import jsonata from 'jsonata';
import type { Json } from '../../definition';
import type { Eventually, JsonataBindings } from '../bindings';
import { StatesError } from '../states-error';

/** A JSONata expression, parsed once. */
export interface JsonataExpression {
  /** The expression without `{% %}`, as AWS quotes it. */
  readonly text: string;
  /** The value as plain JSON; undefined where the expression yields nothing; throws StatesError States.QueryEvaluationError. */
  find(bindings: JsonataBindings): Eventually<Json | undefined>;
  /** The value as plain JSON; throws StatesError States.QueryEvaluationError, also where the expression yields nothing. */
  evaluate(bindings: JsonataBindings): Eventually<Json>;
}

/** Whether a string is wholly inside `{% %}`, and so an expression where the query language is JSONata. */
export function isJsonataText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}');
}

/** Compiles a JSONata expression, with or without `{% %}`; `field` names it in errors. Throws Error on bad syntax. */
export function compileJsonata(text: string, field = 'Expression'): JsonataExpression {
  const source = isJsonataText(text) ? text.slice(2, -2).trim() : text;
  const expression = jsonata(source);
  const find = async ({ states, variables }: JsonataBindings): Promise<Json | undefined> => {
    const value: unknown = await expression.evaluate(undefined, { ...variables, states });
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
  };
  return {
    text: source,
    find,
    evaluate: async (bindings) => {
      const value = await find(bindings);
      if (value === undefined)
        throw new StatesError(
          'States.QueryEvaluationError',
          `The JSONata expression '${source}' specified for the field '${field}' returned nothing (undefined).`,
        );
      return value;
    },
  };
}
