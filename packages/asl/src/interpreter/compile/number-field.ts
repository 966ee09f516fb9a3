import type { Json, NumberFieldName } from '../../language/definition';
import { compileJsonataTemplate, compileJsonPath, isJsonataText, StatesError } from '../../language/expressions';
import type { StateView } from '../states/state-view';
import { inField } from './in-field';
import { numberProblem, takesFractions } from './number-problem';

/** Returns the value of a field that holds a number, if the field accepts it. */
export type NumberField = (view: StateView) => number;

/**
 * Compiles a field that holds a number, an expression (JSONata), or has a `…Path` twin (JSONPath). Throws an Error for
 * a number that the field does not accept. If data provides it, the field throws: States.Runtime for a path, and
 * States.QueryEvaluationError for an expression, see
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function compileNumberField(fields: object, name: NumberFieldName): NumberField | undefined {
  const { [name]: value, [`${name}Path`]: path } = fields as Readonly<Record<string, Json | undefined>>;
  if (typeof path === 'string') return inField(`${name}Path`, () => fromPath(path, name));
  if (value === undefined) return undefined;
  if (isJsonataText(value)) return inField(name, () => fromExpression(value, name));
  const problem = numberProblem(name, value);
  if (problem !== undefined) throw new Error(`\`${name}\`: ${JSON.stringify(value)} ${problem.what}`);
  return () => value as number;
}

function fromExpression(text: string, name: NumberFieldName): NumberField {
  const template = compileJsonataTemplate(text, name, takesFractions(name) ? 'number' : 'integer');
  return (view) => {
    const value = template.evaluate(view.jsonata()) as number;
    const problem = numberProblem(name, value);
    if (problem === undefined) return value;
    const cause = problem.cause ?? `The ${name} field has the value ${value}, which ${problem.what}.`;
    throw new StatesError('States.QueryEvaluationError', cause, name);
  };
}

function fromPath(path: string, name: NumberFieldName): NumberField {
  const compiled = compileJsonPath(path);
  return (view) => {
    const value = compiled.read(view.input, view.context, view.variables);
    const number = numberOf(value);
    const problem = numberProblem(name, number);
    if (problem === undefined) return number as number;
    const field = `The ${name}Path field refers to value "${quotedValue(value)}" which ${problem.what}: ${path}`;
    throw new StatesError('States.Runtime', problem.cause ?? field);
  };
}

/** A path may name a string of digits. */
export function numberOf(value: Json): Json {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** A value as AWS's causes quote it. */
export function quotedValue(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
