import { type Json, memberOf } from '../../definition';
import type { JsonPathBindings } from '../bindings';
import { compileJsonPath } from '../jsonpath/compile-json-path';
import { StatesError } from '../states-error';
import { ArgumentProblem } from './arguments';
import { functions } from './functions';
import { javaText } from './java-text';
import { type IntrinsicSyntax, parseIntrinsic } from './parse-intrinsic';

/** An intrinsic function call, parsed once. */
export interface Intrinsic {
  /** The call as written. */
  readonly text: string;
  /** Throws StatesError States.IntrinsicFailure; States.Runtime if a path in it has no value. */
  evaluate(bindings: JsonPathBindings): Json;
}

type Evaluate = (bindings: JsonPathBindings) => Json;
type Call = IntrinsicSyntax & { kind: 'call' };

/**
 * Compiles `States.Format(…)` and the other seventeen functions, nested calls included:
 * https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 * Throws Error on bad syntax, an unknown name or a wrong number of arguments.
 */
export function compileIntrinsic(text: string): Intrinsic {
  return { text, evaluate: compileCall(parseIntrinsic(text)) };
}

/** Whether a string is meant as an intrinsic function call. */
export function isIntrinsicText(text: string): boolean {
  return text.startsWith('States.');
}

function compileCall(call: Call): Evaluate {
  return call.name === 'States.Format' ? compileFormat(call) : compileFunction(call);
}

function compileFunction(call: Call): Evaluate {
  const known = memberOf(functions, call.name);
  if (known === undefined) throw new Error(`\`${call.name}\` is not an intrinsic function`);
  checkCount(call, known.minimum, known.maximum);
  const read = call.arguments.map(compileArgument);
  return (bindings) => {
    const values = read.map((each) => each(bindings));
    return reporting(call, () => known.apply(values, bindings.random));
  };
}

function compileArgument(argument: IntrinsicSyntax): Evaluate {
  switch (argument.kind) {
    case 'literal':
      return () => argument.value;
    case 'call':
      return compileCall(argument);
    case 'path':
      return compilePath(argument.text);
    default:
      return argument satisfies never;
  }
}

function compilePath(text: string): Evaluate {
  const path = compileJsonPath(text);
  return ({ input, context, variables }) => {
    const value = path.find(input, context, variables);
    if (value !== undefined) return value;
    const searched = JSON.stringify(path.root.kind === 'context' ? context : input);
    throw new StatesError(
      'States.Runtime',
      `The JsonPath argument for the field '${text}' could not be found in the input '${searched}'`,
    );
  };
}

/** The template is cut at `{}` once if it is a literal, else at each evaluation. */
function compileFormat(call: Call): Evaluate {
  checkCount(call, 1, Number.POSITIVE_INFINITY);
  const [template, ...rest] = call.arguments;
  const fixed = template?.kind === 'literal' ? template.pieces : undefined;
  const readTemplate = compileArgument(template as IntrinsicSyntax);
  const read = rest.map(compileArgument);
  return (bindings) => {
    const pieces = fixed ?? piecesOf(call, readTemplate(bindings));
    const values = read.map((each) => each(bindings));
    return reporting(call, () => fill(pieces, values));
  };
}

function piecesOf(call: Call, template: Json): readonly string[] {
  return reporting(call, () => {
    if (typeof template !== 'string')
      throw new ArgumentProblem(`The template must be a string, but was: ${JSON.stringify(template)}`);
    return template.split('{}');
  });
}

function fill(pieces: readonly string[], values: readonly Json[]): string {
  if (pieces.length - 1 !== values.length) {
    throw new ArgumentProblem(
      `The template has ${pieces.length - 1} occurrences of {}, but ${values.length} values were given`,
    );
  }
  return pieces.map((piece, at) => (at === 0 ? piece : javaText(values[at - 1] as Json) + piece)).join('');
}

function checkCount(call: Call, minimum: number, maximum: number): void {
  const count = call.arguments.length;
  if (count >= minimum && count <= maximum) return;
  const due =
    minimum === maximum
      ? `${minimum}`
      : maximum === Number.POSITIVE_INFINITY
        ? `at least ${minimum}`
        : `${minimum} to ${maximum}`;
  throw new Error(`\`${call.text}\` has ${count} arguments: ${call.name} takes ${due}`);
}

function reporting<T>(call: Call, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    throw new StatesError('States.IntrinsicFailure', `The function '${call.text}' had the following error: ${problem}`);
  }
}

/** Undefined for a defect of ours. A RangeError is the limit of the stack or of a string. */
function problemOf(error: unknown): string | undefined {
  if (error instanceof ArgumentProblem) return error.message;
  return error instanceof RangeError ? 'The arguments are too large or nested too deeply' : undefined;
}
