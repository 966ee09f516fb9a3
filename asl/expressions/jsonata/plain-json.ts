import type { Json } from '../../definition';
import { JsonataError } from './evaluator/jsonata-error';
import { isFunction, type MarkedArray, setMember } from './evaluator/values';

/** Thrown for a result that holds a function: AWS calls it an unsupported result type. */
export class UnsupportedResult extends Error {}

/**
 * The result of an expression as plain JSON: no marks on arrays, no undefined members, no functions. What is plain already is
 * answered as it is, not copied. Throws UnsupportedResult, or JsonataError D1001 for a number that JSON cannot hold.
 */
export function toPlainJson(value: unknown): Json {
  if (Array.isArray(value)) return plainArray(value);
  if (isFunction(value)) throw new UnsupportedResult();
  if (typeof value === 'object' && value !== null) return plainObject(value as Readonly<Record<string, unknown>>);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new JsonataError('D1001', { value });
  return value === undefined ? null : (value as Json);
}

function plainArray(array: MarkedArray): Json {
  let copy: Json[] | undefined = Object.keys(array).length > array.length || array.cons ? [] : undefined;
  if (copy !== undefined) return Array.from(array, toPlainJson);
  for (let at = 0; at < array.length; at++) {
    const member = toPlainJson(array[at]);
    if (member !== array[at]) copy ??= array.slice(0, at) as Json[];
    copy?.push(member);
  }
  return copy ?? (array as Json);
}

function plainObject(object: Readonly<Record<string, unknown>>): Json {
  const names = Object.keys(object);
  const members = names.map((name) => (object[name] === undefined ? undefined : toPlainJson(object[name])));
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
