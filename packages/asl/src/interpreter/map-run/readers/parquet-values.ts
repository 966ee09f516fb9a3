import type { Json } from '../../../language/definition';
import type { Hyparquet, SchemaTree } from './load-hyparquet';

type SchemaElement = SchemaTree['element'];

/** A value of a column as JSON. */
export type ToJson = (value: unknown) => Json;

/** How the library recognises groups. */
export type GroupKinds = Pick<Hyparquet, 'isListLike' | 'isMapLike'>;

/**
 * Returns the schema for the library: its own conversions are used for strings, UUIDs and half floats only, so that a
 * decimal of 0.3 is not 3 × 0.1, and a time is not lost.
 */
export function storedSchema(schema: readonly SchemaElement[]): SchemaElement[] {
  return schema.map(({ converted_type: converted, logical_type: logical, ...element }) => {
    const kind = logical?.type;
    if (element.type === undefined) {
      const group = converted ?? (kind === 'LIST' || kind === 'MAP' ? kind : undefined);
      return { ...element, converted_type: group, logical_type: logical };
    }
    if (texts.has(String(converted ?? kind))) return { ...element, converted_type: 'UTF8' };
    return kind === 'UUID' || kind === 'FLOAT16' ? { ...element, logical_type: logical } : element;
  });
}

const texts: ReadonlySet<string> = new Set(['UTF8', 'STRING', 'ENUM', 'JSON']);

/**
 * Returns a function that converts the values of a column, nested ones too, to JSON; docs/asl-support.md describes the
 * forms.
 */
export function jsonOfColumn(tree: SchemaTree, kinds: GroupKinds): ToJson {
  const one = present(tree.children.length === 0 ? leafToJson(tree.element) : groupToJson(tree, kinds));
  const isRepeated = tree.element.repetition_type === 'REPEATED';
  return isRepeated ? present((values) => (values as unknown[]).map(one)) : one;
}

function groupToJson(tree: SchemaTree, kinds: GroupKinds): ToJson {
  if (tree.element.logical_type?.type === 'VARIANT') return plain;
  if (isList(tree, kinds)) return listToJson(tree, kinds);
  if (isMap(tree, kinds)) return mapToJson(tree, kinds);
  const byName = new Map(tree.children.map((member) => [member.element.name, jsonOfColumn(member, kinds)]));
  return (struct) => mapMembers(struct as object, (name) => byName.get(name) ?? plain);
}

/** A group of one member, which is repeated. */
type GroupOf<Member> = SchemaTree & { readonly children: readonly [Member] };

type ListTree = GroupOf<SchemaTree>;

/** Each pair of a map is a key and a value. */
type MapTree = GroupOf<SchemaTree & { readonly children: readonly [SchemaTree, SchemaTree] }>;

function isList(tree: SchemaTree, { isListLike }: GroupKinds): tree is ListTree {
  return isListLike(tree);
}

function isMap(tree: SchemaTree, { isMapLike }: GroupKinds): tree is MapTree {
  return isMapLike(tree);
}

function mapToJson({ children: [pair] }: MapTree, kinds: GroupKinds): ToJson {
  const [, value] = pair.children;
  const valueToJson = jsonOfColumn(value, kinds);
  return (map) => mapMembers(map as object, () => valueToJson);
}

/** A list's items stand in a repeated group of one field, or are what is repeated. */
function listToJson({ children: [repeated] }: ListTree, kinds: GroupKinds): ToJson {
  const [inner] = repeated.children;
  const item = inner === undefined ? present(leafToJson(repeated.element)) : jsonOfColumn(inner, kinds);
  return (values) => (values as unknown[]).map(item);
}

function mapMembers(value: object, toJson: (name: string) => ToJson): Json {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(name)(member)]));
}

function leafToJson({ type, scale, converted_type: converted, logical_type: logical }: SchemaElement): ToJson {
  switch (converted ?? logical?.type) {
    case 'DECIMAL':
      return decimal(scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0));
    case 'DATE':
      return (days) => new Date(Number(days) * 86_400_000).toISOString().slice(0, 10);
    case 'TIMESTAMP_MILLIS':
    case 'TIMESTAMP_MICROS':
    case 'TIMESTAMP':
      return (count) => Number(floorDivide(BigInt(count as bigint), perMillisecond(converted, logical)));
    case 'TIME_MILLIS':
    case 'TIME_MICROS':
    case 'TIME':
      return (count) => timeOfDay(BigInt(count as bigint), perMillisecond(converted, logical));
    case 'UINT_8':
    case 'UINT_16':
    case 'UINT_32':
    case 'UINT_64':
      return toUnsigned(type);
    case 'INTEGER':
      return logical?.type === 'INTEGER' && !logical.isSigned ? toUnsigned(type) : plain;
    default:
      return type === 'FLOAT' ? shortest : plain;
  }
}

function present(toJson: ToJson): ToJson {
  return (value) => (value === undefined || value === null ? null : toJson(value));
}

/**
 * By the value alone: whole numbers are bigint, byte arrays become base64, numbers that JSON does not have become null.
 */
function plain(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  return typeof value === 'object' ? mapMembers(value, () => plain) : (value as Json);
}

/** A decimal number is a whole one and a scale; returns the nearest number, as parsed from JSON texts here. */
function decimal(scale: number): ToJson {
  return (value) => Number(`${value instanceof Uint8Array ? bigEndian(value) : String(value)}e${-scale}`);
}

function bigEndian(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes).toString('hex');
  return hex === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
}

function toUnsigned(type: SchemaElement['type']): ToJson {
  const bits = type === 'INT64' ? 64 : 32;
  return (value) => Number(BigInt.asUintN(bits, BigInt(value as bigint)));
}

/** 1.1, although 32 bits hold 1.10000002384185791015625. */
function shortest(value: unknown): Json {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number((value as number).toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return plain(value);
}

function perMillisecond(converted: SchemaElement['converted_type'], logical: SchemaElement['logical_type']): bigint {
  const unit = logical !== undefined && 'unit' in logical ? logical.unit : converted?.split('_')[1];
  return ({ MICROS: 1_000n, NANOS: 1_000_000n } as Readonly<Record<string, bigint>>)[String(unit)] ?? 1n;
}

function floorDivide(count: bigint, divisor: bigint): bigint {
  const rest = count % divisor;
  return (count - rest) / divisor - (rest < 0n ? 1n : 0n);
}

function timeOfDay(count: bigint, divisor: bigint): string {
  const perSecond = divisor * 1_000n;
  const seconds = new Date(Number(floorDivide(count, perSecond)) * 1_000).toISOString().slice(11, 19);
  const fraction = String(count % perSecond).padStart(String(perSecond).length - 1, '0');
  return `${seconds}.${fraction}`;
}
