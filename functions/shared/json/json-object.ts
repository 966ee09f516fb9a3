/** A JSON object whose members are unknown. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object: an array and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the JSON object that a string holds; undefined if it is not JSON or another value. */
export function parseJsonObject(text: string): JsonObject | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? value : undefined;
}

/** Returns the JSON value that a string holds; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
