import type { Json } from '../../definition';
import { unconfirmed } from '../unconfirmed';
import type { Evaluation } from './evaluator/scope';
import { isFunction, type MarkedArray, setMember } from './evaluator/values';

/** Thrown for a result that holds a function: AWS calls it an unsupported result type. */
export class UnsupportedResult extends Error {}

/** A value may hold the same part many times, and so be larger than the steps that created it. */
const stepsPerMember = 4;

/**
 * Returns the result of an expression as plain JSON: no marks on arrays, no undefined members, no functions. A value
 * that is plain already is not copied; visited values count as steps; a number that JSON cannot hold becomes a string.
 * Throws UnsupportedResult.
 */
export function toPlainJson(value: unknown, evaluation: Evaluation): Json {
  if (Array.isArray(value)) return plainArray(value, evaluation);
  if (isFunction(value)) throw new UnsupportedResult();
  if (typeof value === 'object' && value !== null)
    return plainObject(value as Readonly<Record<string, unknown>>, evaluation);
  if (typeof value === 'number' && !Number.isFinite(value)) return unconfirmed.textOfNonFinite(value);
  return value === undefined ? null : (value as Json);
}

function plainArray(array: MarkedArray, evaluation: Evaluation): Json {
  evaluation.spend(array.length);
  let copy: Json[] | undefined = Object.keys(array).length > array.length || array.cons ? [] : undefined;
  if (copy !== undefined) return Array.from(array, (member) => toPlainJson(member, evaluation));
  for (let at = 0; at < array.length; at++) {
    const member = toPlainJson(array[at], evaluation);
    if (member !== array[at]) copy ??= array.slice(0, at) as Json[];
    copy?.push(member);
  }
  return copy ?? (array as Json);
}

function plainObject(object: Readonly<Record<string, unknown>>, evaluation: Evaluation): Json {
  const names = Object.keys(object);
  evaluation.spend(names.length * stepsPerMember);
  const members = names.map((name) => (object[name] === undefined ? undefined : toPlainJson(object[name], evaluation)));
  const isPlain =
    Object.getPrototypeOf(object) === Object.prototype &&
    members.every((member, at) => member !== undefined && member === object[names[at] as string]);
  if (isPlain) return object as Json;
  const copy: Record<string, Json> = {};
  names.forEach((name, at) => {
    const member = members[at];
    if (member !== undefined) setMember(copy, name, member);
  });
  return copy;
}
