import { isJsonObject, type Json, type JsonObject } from '../../definition';

/** The problem of arguments that a function does not accept; the caller adds the text of the call. */
export class ArgumentProblem extends Error {}

/** The largest and the smallest integer that AWS's functions accept. */
const integerBound = 2_147_483_648;

/** An array, or an ArgumentProblem. */
export function arrayOf(value: Json | undefined): readonly Json[] {
  if (!Array.isArray(value))
    throw new ArgumentProblem(`The argument must be an array, but was: ${JSON.stringify(value)}`);
  return value as readonly Json[];
}

/** An object, or an ArgumentProblem. */
export function objectOf(value: Json | undefined): JsonObject {
  if (!isJsonObject(value))
    throw new ArgumentProblem(`The argument must be a JSON object, but was: ${JSON.stringify(value)}`);
  return value;
}

/** A string, or an ArgumentProblem. */
export function textOf(value: Json | undefined): string {
  if (typeof value !== 'string')
    throw new ArgumentProblem(`The argument must be a string, but was: ${JSON.stringify(value)}`);
  return value;
}

/** A number rounded to the nearest integer (halves upwards, as AWS does), or an ArgumentProblem. */
export function integerOf(value: Json | undefined): number {
  if (typeof value !== 'number')
    throw new ArgumentProblem(`The argument must be a number, but was: ${JSON.stringify(value)}`);
  const rounded = Math.round(value);
  if (rounded < -integerBound || rounded >= integerBound)
    throw new ArgumentProblem(`The number is out of range: ${value}`);
  return rounded === 0 ? 0 : rounded;
}

/** A string of at most 10,000 characters, or an ArgumentProblem. */
export function shortTextOf(value: Json | undefined): string {
  const text = textOf(value);
  if (text.length > 10_000) throw new ArgumentProblem('The argument must not be longer than 10,000 characters');
  return text;
}
