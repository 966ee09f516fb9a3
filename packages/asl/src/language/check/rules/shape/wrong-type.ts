import {
  type Field,
  type FieldPath,
  type FieldType,
  fieldOf,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../../definition';
import { isJsonataText } from '../../../expressions';
import type { CheckedObject } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { describeValue, isOpen } from '../../values';

interface JsonType {
  /** As a message names it. */
  readonly name: string;
  readonly matches: (value: Json) => boolean;
}

const isString = (value: Json): boolean => typeof value === 'string';
const isStringOrNull = (value: Json): boolean => typeof value === 'string' || value === null;
const stringOrNull: JsonType = { name: 'a string or null', matches: isStringOrNull };

const jsonTypes: Readonly<Record<FieldType, JsonType>> = {
  string: { name: 'a string', matches: isString },
  path: { name: 'a string', matches: isString },
  'path or null': stringOrNull,
  'reference path or null': stringOrNull,
  number: { name: 'a number', matches: (value) => typeof value === 'number' },
  boolean: { name: 'true or false', matches: (value) => typeof value === 'boolean' },
  object: { name: 'an object', matches: isJsonObject },
  'array of objects': { name: 'an array of objects', matches: isArrayOf((item) => isJsonObject(item)) },
  'array of strings': { name: 'an array of strings', matches: isArrayOf(isString) },
  template: { name: 'JSON', matches: () => true },
};

function isArrayOf(matches: (item: Json) => boolean): (value: Json) => boolean {
  return (value) => Array.isArray(value) && (value as readonly Json[]).every(matches);
}

/** A field has JSON of the wrong type: `Catch` an object instead of an array, a state that is a string. */
export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects, scopes }) {
    for (const { value, path } of scopes) yield* inStates(value, path);
    for (const object of objects) yield* inObject(object);
  },
};

function* inObject({ kind, value, path, language }: CheckedObject): Generator<Finding> {
  for (const [name, given] of Object.entries(value)) {
    // A state without a known type is judged as a Pass, by its `Type` only.
    const field = fieldOf(kind ?? 'Pass', name);
    if (field === undefined || isOpen(given) || (kind === undefined && name !== 'Type')) continue;
    const { type, takesExpression = false } = field;
    if (jsonTypes[type].matches(given)) continue;
    const orExpression = language === 'JSONata' && takesExpression;
    if (orExpression && isJsonataText(given)) continue;
    const expected = `${jsonTypes[type].name}${orExpression ? ' or a JSONata expression' : ''}`;
    const message = `\`${name}\` must be ${expected}, got ${describeValue(given)}`;
    yield { message, path: [...path, name], help: helpFor(field, given), ...unquoteFix(field, given) };
  }
}

function helpFor({ type }: Field, given: Json): string | undefined {
  if (type === 'number' && typeof given === 'string' && given.trim() !== '' && Number.isFinite(Number(given)))
    return 'remove the quotes';
  if (type === 'boolean' && (given === 'true' || given === 'false')) return 'remove the quotes';
  if (type === 'boolean' && given === 'yes') return 'write `true`';
  if ((type === 'string' || type === 'path') && (typeof given === 'number' || typeof given === 'boolean'))
    return 'put it in quotes';
  const item =
    type === 'array of objects' ? isJsonObject(given) : type === 'array of strings' && typeof given === 'string';
  return item ? 'put it in an array: begin it with `- `' : undefined;
}

/** `"30"` for a number, `"true"` for `true`. */
function unquoteFix({ type }: Field, given: Json): Pick<Finding, 'fix'> {
  const isMeant = type === 'number' ? /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?$/ : /^(?:true|false)$/;
  if (typeof given !== 'string' || (type !== 'number' && type !== 'boolean') || !isMeant.test(given)) return {};
  return { fix: { kind: 'value', json: given } };
}

function* inStates(scope: JsonObject, path: FieldPath): Generator<Finding> {
  const states: Json | undefined = scope['States'];
  if (!isJsonObject(states)) return;
  for (const [name, state] of Object.entries(states)) {
    if (isJsonObject(state) || isOpen(state)) continue;
    const isField = fieldOf('machine', name) !== undefined || fieldOf('item processor', name) !== undefined;
    const help = isField ? `move \`${name}\` out of \`States\`, next to it` : undefined;
    const message = `the state \`${name}\` must be an object, got ${describeValue(state)}`;
    yield { message, path: [...path, 'States', name], at: 'key', help };
  }
}
