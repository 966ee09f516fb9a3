import { fieldsOf, type JsonObject, type ObjectKind } from '../definition';
import { nearestWord } from '../diagnostics';

/** Whether a key that the object must not have is a misspelling of one of the fields; the rule unknown-field reports it. */
export function misspells(value: JsonObject, kind: ObjectKind, fields: readonly string[]): boolean {
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(fieldsOf(kind).fields, key));
  return unknown.some((key) => nearestWord(key, fields) !== undefined);
}
