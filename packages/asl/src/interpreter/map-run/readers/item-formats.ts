import type { Json, JsonObject } from '../../../language/definition';
import { StatesError } from '../../../language/expressions';
import { readLines } from '../../lines';
import type { ItemFormat } from '../map-run-plan';
import { CsvParser } from './csv-parser';
import { objectText, wholeText } from './object-text';

type Content = AsyncIterable<Uint8Array>;

/**
 * Returns the items of a CSV file: an object for each row, by the configured headers or those of its first row. Missing
 * fields are empty. Throws States.ItemReaderFailed for a header that occurs twice, which an object could hold only
 * once.
 */
export async function* csvItems(
  content: Content,
  format: Extract<ItemFormat, { inputType: 'CSV' }>,
): AsyncGenerator<Json> {
  const parser = new CsvParser(format.delimiter);
  let headers = format.headers && withoutDuplicates(format.headers);
  const itemsOf = function* (rows: readonly (readonly string[])[]): Generator<Json> {
    for (const row of rows) {
      if (headers === undefined) headers = withoutDuplicates(row);
      else yield rowAsObject(headers, row);
    }
  };
  for await (const piece of objectText(content)) yield* itemsOf(parser.push(piece));
  yield* itemsOf(parser.end());
}

function withoutDuplicates(headers: readonly string[]): readonly string[] {
  if (new Set(headers).size < headers.length) throw itemReaderFailed('CSV headers cannot contain duplicates.');
  return headers;
}

/** The items of a JSON file: those of the array that it is, or that `ItemsPointer` names in it. */
export async function jsonItems(content: Content, itemsPointer: string | undefined): Promise<readonly Json[]> {
  const whole = parse(await wholeText(content), 'the object is not valid JSON');
  const items = itemsPointer === undefined ? whole : atPointer(whole, itemsPointer);
  if (!Array.isArray(items)) throw itemReaderFailed('Attempting to map over non-iterable node.');
  return items as readonly Json[];
}

/** Returns the items of a file with one JSON value per line; empty lines are skipped. */
export async function* jsonLineItems(content: Content): AsyncGenerator<Json> {
  let number = 0;
  for await (const line of readLines(objectText(content))) {
    number++;
    if (line.trim() !== '') yield parse(line, `line ${number} of the object is not valid JSON`);
  }
}

/** Returns a JSON text as a value. Throws States.ItemReaderFailed. */
export function parse(text: string, otherwise: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw itemReaderFailed(`${otherwise}: ${(error as Error).message}`);
  }
}

/** A row by its headers. */
export function rowAsObject(headers: readonly string[], row: readonly string[]): JsonObject {
  return Object.fromEntries(headers.map((header, at) => [header, row[at] ?? '']));
}

/** Returns the value at a JSON pointer (RFC 6901); undefined without one. */
function atPointer(whole: Json, pointer: string): Json | undefined {
  const steps = pointer.split('/').slice(1);
  return steps
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json | undefined>((at, step) => memberOf(at, step), whole);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
  return isThere ? (value as JsonObject)[name] : undefined;
}

function itemReaderFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause);
}
