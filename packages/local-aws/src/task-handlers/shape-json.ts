import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { Shape } from '../services';

/**
 * Converts an output in the SDK's shape to JSON, as Step Functions does: bytes become strings, times ISO 8601 unless `timeOf` returns
 * another form; `$metadata` and undefined members are left out.
 */
export function jsonOfShape(shape: Shape, timeOf: (time: Date) => Json = (time) => time.toISOString()): JsonObject {
  const { $metadata: _metadata, ...rest } = shape;
  return jsonOf(rest, timeOf) as JsonObject;
}

function jsonOf(value: unknown, timeOf: (time: Date) => Json): Json | undefined {
  if (value === undefined || typeof value === 'function') return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (value instanceof Date) return timeOf(value);
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, timeOf) ?? null);
  const members = Object.entries(value as object).map(([name, member]) => [name, jsonOf(member, timeOf)] as const);
  return Object.fromEntries(members.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Converts JSON to an input's shape: members that hold bytes, at any depth, become the bytes that `encode` returns. */
export function shapeOfJson(value: Json, byteMembers: readonly string[], encode: (value: Json) => Uint8Array): unknown {
  if (Array.isArray(value)) return value.map((item: Json) => shapeOfJson(item, byteMembers, encode));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      byteMembers.includes(name) ? encode(member) : shapeOfJson(member, byteMembers, encode),
    ]),
  );
}
