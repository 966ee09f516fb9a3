import type { Json, JsonObject } from '../../../language/definition';
import { StatesError } from '../../../language/expressions';
import type { MapObjects, ObjectCall } from '../map-objects';
import type { ItemFormat, MapRunItem, ReaderPlan } from '../map-run-plan';
import { inventoryItems } from './inventory';
import { csvItems, jsonItems, jsonLineItems } from './item-formats';
import { parquetItems } from './parquet-items';

/** The caller: what every request of a Map Run carries. */
export type ObjectCaller = Omit<ObjectCall, 'operation' | 'arguments'>;

/** The dependencies of reading, besides the plan. */
export interface Reading {
  readonly objects: MapObjects;
  readonly caller: ObjectCaller;
  readonly signal: AbortSignal;
}

/** Reads the items that an ItemReader names, no more than `MaxItems`. Throws StatesError States.ItemReaderFailed. */
export async function readItems(plan: ReaderPlan, reading: Reading): Promise<readonly MapRunItem[]> {
  if (plan.maxItems < 0) throw new StatesError('States.ItemReaderFailed', 'field MaxItems must be positive');
  const limit = plan.maxItems === 0 ? Number.POSITIVE_INFINITY : plan.maxItems;
  const items: MapRunItem[] = [];
  try {
    for await (const { value, source } of plannedItems(plan, reading)) {
      items.push({ index: items.length, value, source });
      if (items.length >= limit) break;
    }
    return items;
  } catch (thrown) {
    throw readerFailed(thrown);
  }
}

interface ReadItem {
  readonly value: Json;
  readonly source: string;
}

async function* plannedItems(plan: ReaderPlan, reading: Reading): AsyncGenerator<ReadItem> {
  const { objects, caller, signal } = reading;
  const call: ObjectCall = { ...caller, operation: plan.operation, arguments: plan.arguments };
  if (plan.operation === 'getObject') {
    yield* itemsOfObject(plan.arguments, plan.format, reading);
    return;
  }
  const { Bucket = null } = plan.arguments;
  for await (const listed of objects.listObjects(call, signal)) {
    if (plan.format !== undefined) yield* itemsOfObject({ Bucket, Key: listed.Key }, plan.format, reading);
    else yield { value: { ...listed }, source: sourceOf({ Bucket, Key: listed.Key }) };
  }
}

async function* itemsOfObject(location: JsonObject, format: ItemFormat, reading: Reading): AsyncGenerator<ReadItem> {
  const { objects, caller, signal } = reading;
  const read = (from: JsonObject) => objects.getObject({ ...caller, operation: 'getObject', arguments: from }, signal);
  const source = sourceOf(location);
  if (format.inputType === 'PARQUET' && 'VersionId' in location)
    throw new StatesError('States.ItemReaderFailed', 'field VersionId is not supported for InputType PARQUET');
  for await (const value of itemsIn(read(location), format, read)) yield { value, source };
}

function itemsIn(
  content: AsyncIterable<Uint8Array>,
  format: ItemFormat,
  read: (from: JsonObject) => AsyncIterable<Uint8Array>,
): AsyncIterable<Json> {
  switch (format.inputType) {
    case 'CSV':
      return csvItems(content, format);
    case 'JSON':
      return eachOf(jsonItems(content, format.itemsPointer));
    case 'JSONL':
      return jsonLineItems(content);
    case 'PARQUET':
      return parquetItems(content);
    case 'MANIFEST':
      return inventoryItems(content, (location) => read({ ...location }));
    default:
      return format satisfies never;
  }
}

async function* eachOf(items: Promise<readonly Json[]>): AsyncGenerator<Json> {
  yield* await items;
}

function sourceOf({ Bucket, Key }: JsonObject): string {
  return `S3://${String(Bucket)}/${String(Key)}`;
}

function readerFailed(thrown: unknown): StatesError {
  if (thrown instanceof StatesError) return new StatesError('States.ItemReaderFailed', thrown.cause);
  return new StatesError('States.ItemReaderFailed', thrown instanceof Error ? thrown.message : String(thrown));
}
