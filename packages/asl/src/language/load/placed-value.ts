import type { FieldPath, Json, JsonObject } from '../definition';

/** Offsets of a range of text; the end is exclusive. */
export type TextRange = readonly [start: number, end: number];

/**
 * A JSON value and the range of its text. The value of an alias or a merge key is shared, so its range is where it was
 * written, not where it is used.
 */
export interface PlacedValue {
  readonly value: Json;
  readonly range: TextRange;
  /** Whether it is written without quotes, as `${Seconds}` is for a number. */
  readonly plain: boolean;
  readonly children?: ReadonlyMap<string | number, PlacedChild>;
}

/** An entry of an object or an item of an array; an item has no key. */
export interface PlacedChild {
  readonly placed: PlacedValue;
  readonly keyRange?: TextRange;
}

/** Returns the deepest child on `path`; without a value at its end, the last value on it. */
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
  return Object.fromEntries(entries);
}
