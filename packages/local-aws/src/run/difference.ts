import { isJsonObject, type Json, memberOf } from '@document-pipelines/asl/definition';
import { cutText } from '@document-pipelines/asl/terminal';

/**
 * Describes how a value differs from the expected one, its location first. Returns undefined if it does not. An expected object asks
 * for the keys that it names; everything else is compared whole.
 */
export function differenceOf(expected: Json, actual: Json | undefined, path: string): string | undefined {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    for (const [key, value] of Object.entries(expected)) {
      const found = differenceOf(value, memberOf(actual, key), `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected
      .map((item: Json, index) => differenceOf(item, actual[index], `${path}[${index}]`))
      .find((found) => found !== undefined);
  }
  if (JSON.stringify(expected) === JSON.stringify(actual)) return undefined;
  return `expected ${path} to be ${showValue(expected)}, but it is ${showValue(actual)}`;
}

function showValue(value: Json | undefined): string {
  return value === undefined ? 'absent' : cutText(JSON.stringify(value), 200);
}
