/**
 * A JSON value: the input and output of states, and the value of variables. `null`, `false`, `0` and `''` are values
 * like any other.
 */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Whether a JSON value is an object (not an array, not null). */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns a record's own value under a name that comes from a request or a file; undefined without one, or without a
 * record. Inherited members (`constructor`, `toString`) are not found.
 */
export function memberOf<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
