import type { Json } from '../../definition';
import type { JsonataBindings } from '../bindings';
import { StatesError } from '../states-error';
import { type Code, compileNode } from './evaluator/compile-node';
import { JsonataError, toJsonataError } from './evaluator/jsonata-error';
import { Evaluation, EvaluationScope } from './evaluator/scope';
import { parseJsonata } from './evaluator/syntax';
import { expressionIn } from './jsonata-text';
import { library } from './library/library';
import { toPlainJson, UnsupportedResult } from './plain-json';

/**
 * A JSONata expression, parsed and compiled once; evaluation is synchronous, bounded, and does not change its bindings.
 */
export interface JsonataExpression {
  /** The expression without `{% %}` and blanks round it, as AWS quotes it. */
  readonly text: string;
  /**
   * Returns the value as plain JSON; undefined if the expression has no value. Throws StatesError
   * States.QueryEvaluationError.
   */
  find(bindings: JsonataBindings): Json | undefined;
  /**
   * Returns the value as plain JSON. Throws StatesError States.QueryEvaluationError, also if the expression has no
   * value.
   */
  evaluate(bindings: JsonataBindings): Json;
}

/**
 * Compiles a JSONata expression, with or without `{% %}`; `field` names it in errors, e.g. `Output/result`. AWS's
 * functions are available; `$eval` fails when it is called:
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 * Throws Error naming problem and position on bad syntax.
 */
export function compileJsonata(text: string, field = 'Expression'): JsonataExpression {
  const source = expressionIn(text).trim();
  const code = compile(source);
  const subject = `The JSONata expression '${source}' specified for the field '${field}'`;
  const find = (bindings: JsonataBindings): Json | undefined => {
    try {
      const evaluation = new Evaluation(bindings, library);
      const value = code(undefined, new EvaluationScope(evaluation));
      return value === undefined ? undefined : toPlainJson(value, evaluation);
    } catch (error) {
      throw new StatesError('States.QueryEvaluationError', `${subject} ${problemOf(error)}`, field);
    }
  };
  const evaluate = (bindings: JsonataBindings): Json => {
    const value = find(bindings);
    if (value === undefined)
      throw new StatesError('States.QueryEvaluationError', `${subject} returned nothing (undefined).`, field);
    return value;
  };
  return { text: source, find, evaluate };
}

/** Parsing or compiling may overflow the stack. */
function compile(source: string): Code {
  try {
    return compileNode(parseJsonata(source));
  } catch (error) {
    throw error instanceof RangeError ? new Error('the JSONata expression is nested too deeply') : error;
  }
}

function problemOf(error: unknown): string {
  if (error instanceof UnsupportedResult) return 'returned an unsupported result type.';
  const cause = isStackOverflow(error) ? new JsonataError('D1011') : toJsonataError(error);
  if (cause instanceof JsonataError) return `threw an error during evaluation. ${cause.code}: ${cause.message}`;
  if (cause instanceof StatesError) return `threw an error during evaluation. ${cause.cause ?? cause.error}`;
  return `threw an error during evaluation. ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** The stack may be at its limit before our own bound is. Node has no code for that, only the message. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}
