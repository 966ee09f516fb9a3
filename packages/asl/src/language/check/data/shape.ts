import type { ApiShape } from '../../api-models';
import { isJsonObject, type Json } from '../../definition';

/** What is known of a value: its members, its items, or that it can be anything. Strings and numbers are not followed. */
export type DataShape = ObjectShape | ArrayShape | MapShape | 'unknown';

/** An object whose members are all known. */
export interface ObjectShape {
  readonly kind: 'object';
  /** Of an object of an API, they are formed when they are first asked for. */
  readonly members: ReadonlyMap<string, DataShape>;
  /** The states that created it; empty: it is the input of the state machine. */
  readonly madeBy: readonly string[];
  /** The object of an API that this is. */
  readonly api?: ApiShape;
}

/** An array; how many items it has is unknown. */
export interface ArrayShape {
  readonly kind: 'array';
  readonly items: DataShape;
  readonly madeBy: readonly string[];
}

/** An object that can have any member; all have one shape. */
export interface MapShape {
  readonly kind: 'map';
  readonly values: DataShape;
}

/** Values inside one another that are followed; a loop can nest values without end, and shapes of APIs may contain themselves. */
const maxDepth = 12;

/** An object with these members. */
export function objectShape(
  entries: Iterable<readonly [string, DataShape]>,
  ...madeBy: readonly string[]
): ObjectShape {
  return { kind: 'object', members: new Map(entries), madeBy };
}

/** The shape of a value that is written in the definition, or of an example. */
export function shapeOfJson(value: Json, ...madeBy: readonly string[]): DataShape {
  if (Array.isArray(value))
    return arrayShape(
      (value as readonly Json[]).map((item) => shapeOfJson(item, ...madeBy)),
      ...madeBy,
    );
  if (!isJsonObject(value)) return 'unknown';
  return objectShape(
    Object.entries(value).map(([name, member]) => [name, shapeOfJson(member, ...madeBy)]),
    ...madeBy,
  );
}

/** An array with these items, any of which an index may select. */
export function arrayShape(items: readonly DataShape[], ...madeBy: readonly string[]): ArrayShape {
  const [first = 'unknown', ...others] = items;
  return {
    kind: 'array',
    items: others.reduce<DataShape>((one, other) => eitherShape(one, other), first),
    madeBy,
  };
}

/** What has either of two shapes: a member of one of them can exist. */
export function eitherShape(one: DataShape, other: DataShape, depth = 0): DataShape {
  if (one === other) return one;
  if (one === 'unknown' || other === 'unknown' || depth > maxDepth) return 'unknown';
  if (one.kind === 'map' && other.kind === 'map')
    return { kind: 'map', values: eitherShape(one.values, other.values, depth + 1) };
  if (one.kind === 'array' && other.kind === 'array')
    return { kind: 'array', items: eitherShape(one.items, other.items, depth + 1), madeBy: makers(one, other) };
  if (one.kind !== 'object' || other.kind !== 'object') return 'unknown';
  if (isSameApi(one, other)) return { ...one, madeBy: makers(one, other) };
  const members = new Map(one.members);
  for (const [name, shape] of other.members) {
    const known = members.get(name);
    members.set(name, known === undefined ? shape : eitherShape(known, shape, depth + 1));
  }
  return { kind: 'object', members, madeBy: makers(one, other) };
}

function makers(one: ObjectShape | ArrayShape, other: ObjectShape | ArrayShape): readonly string[] {
  return [...new Set([...one.madeBy, ...other.madeBy])];
}

function isSameApi(one: ObjectShape, other: ObjectShape): boolean {
  return one.api !== undefined && one.api === other.api;
}

/** The shape with another value at the names. */
export function withShapeAt(shape: DataShape, names: readonly string[], value: DataShape, madeBy: string): DataShape {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (shape === 'unknown' || shape.kind !== 'object' || names.length > maxDepth || depthOf(value) > maxDepth)
    return 'unknown';
  const inner = withShapeAt(shape.members.get(name) ?? objectShape([], madeBy), rest, value, madeBy);
  return { kind: 'object', madeBy: shape.madeBy, members: new Map(shape.members).set(name, inner) };
}

/** Values inside one another that states built; an object of an API counts as one. */
function depthOf(shape: DataShape): number {
  if (shape === 'unknown') return 0;
  if (shape.kind === 'map') return 1 + depthOf(shape.values);
  if (shape.kind === 'array') return 1 + depthOf(shape.items);
  return shape.api === undefined ? 1 + Math.max(0, ...[...shape.members.values()].map(depthOf)) : 1;
}

/** Whether two shapes have the same members. Deeper ones than are followed count as different. */
export function isSameShape(one: DataShape, other: DataShape, depth = 0): boolean {
  if (one === other) return true;
  if (one === 'unknown' || other === 'unknown' || depth > maxDepth) return false;
  if (one.kind === 'map') return other.kind === 'map' && isSameShape(one.values, other.values, depth + 1);
  if (one.kind === 'array') return other.kind === 'array' && isSameShape(one.items, other.items, depth + 1);
  if (other.kind !== 'object') return false;
  if (isSameApi(one, other)) return true;
  if (one.members.size !== other.members.size) return false;
  return [...one.members].every(([name, shape]) => {
    const counterpart = other.members.get(name);
    return counterpart !== undefined && isSameShape(shape, counterpart, depth + 1);
  });
}
