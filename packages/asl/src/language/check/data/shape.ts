import { isJsonObject, type Json } from '../../definition';

/** What is known of a value: its members, or that it can be anything. Strings, numbers and arrays are not followed. */
export type DataShape = ObjectShape | 'unknown';

/** An object whose members are all known. */
export interface ObjectShape {
  readonly members: ReadonlyMap<string, DataShape>;
  /** The states that created it; empty: it is the input of the state machine. */
  readonly madeBy: readonly string[];
}

/** Members inside one another that are followed; a loop can nest values without end. */
const maxDepth = 12;

/** An object with these members. */
export function objectShape(
  entries: Iterable<readonly [string, DataShape]>,
  ...madeBy: readonly string[]
): ObjectShape {
  return { members: new Map(entries), madeBy };
}

/** The shape of a value that is written in the definition, or of an example. */
export function shapeOfJson(value: Json, ...madeBy: readonly string[]): DataShape {
  if (!isJsonObject(value)) return 'unknown';
  return objectShape(
    Object.entries(value).map(([name, member]) => [name, shapeOfJson(member, ...madeBy)]),
    ...madeBy,
  );
}

/** What has either of two shapes: a member of one of them can exist. */
export function eitherShape(one: DataShape, other: DataShape): DataShape {
  if (one === 'unknown' || other === 'unknown') return 'unknown';
  const members = new Map(one.members);
  for (const [name, shape] of other.members) {
    const known = members.get(name);
    members.set(name, known === undefined ? shape : eitherShape(known, shape));
  }
  return { members, madeBy: [...new Set([...one.madeBy, ...other.madeBy])] };
}

/** The value at the names. Undefined: it cannot exist. */
export function shapeAt(shape: DataShape, names: readonly string[]): DataShape | undefined {
  let found: DataShape | undefined = shape;
  for (const name of names) {
    if (found === 'unknown' || found === undefined) return found;
    found = found.members.get(name);
  }
  return found;
}

/** The shape with another value at the names. */
export function withShapeAt(shape: DataShape, names: readonly string[], value: DataShape, madeBy: string): DataShape {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (shape === 'unknown' || names.length > maxDepth || depthOf(value) > maxDepth) return 'unknown';
  const inner = withShapeAt(shape.members.get(name) ?? objectShape([], madeBy), rest, value, madeBy);
  return { ...shape, members: new Map(shape.members).set(name, inner) };
}

function depthOf(shape: DataShape): number {
  return shape === 'unknown' ? 0 : 1 + Math.max(0, ...[...shape.members.values()].map(depthOf));
}

/** Whether two shapes have the same members. */
export function isSameShape(one: DataShape, other: DataShape): boolean {
  if (one === 'unknown' || other === 'unknown') return one === other;
  if (one.members.size !== other.members.size) return false;
  return [...one.members].every(([name, shape]) => {
    const counterpart = other.members.get(name);
    return counterpart !== undefined && isSameShape(shape, counterpart);
  });
}
