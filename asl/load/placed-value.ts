import type { FieldPath, Json, JsonObject } from '../definition';

/** Offsets of a stretch of text; the end is exclusive. */
export type TextRange = readonly [start: number, end: number];

/**
 * A JSON value and where its text stands. What an alias or a merge key brings in is shared, so its range lies where it was
 * written, not where it is used.
 */
export interface PlacedValue {
  readonly value: Json;
  readonly range: TextRange;
  /** Whether it is written without quotes, as `${Seconds}` is where a number is meant. */
  readonly plain: boolean;
  readonly children?: ReadonlyMap<string | number, PlacedChild>;
}

/** An entry of an object or an item of an array; an item has no key. */
export interface PlacedChild {
  readonly placed: PlacedValue;
  readonly keyRange?: TextRange;
}

/** The deepest child on the way that `path` describes; a path that leads nowhere ends at its last existing value. */
export function findPlaced(root: PlacedValue, path: FieldPath): PlacedChild {
  let found: PlacedChild = { placed: root };
  for (const step of path) {
    const next = found.placed.children?.get(step);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

/** An object with these entries; a key such as `__proto__` becomes an ordinary property. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  const object: Record<string, Json> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}
