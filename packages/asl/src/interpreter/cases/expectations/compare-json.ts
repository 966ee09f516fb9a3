import { isJsonObject, type Json } from '../../../language/definition';

/** One path at which two JSON values differ; `expected` or `actual` is absent if that side has no value. */
export interface Difference {
  readonly path: readonly (string | number)[];
  readonly expected?: Json;
  readonly actual?: Json;
}

/** How values are compared: `isSubset`: objects may hold more than is expected, at any depth. */
export interface JsonComparison {
  readonly isSubset: boolean;
}

/** Where an actual value is not what was expected; arrays are compared item by item. */
export function compareJson(expected: Json, actual: Json | undefined, comparison: JsonComparison): Difference[] {
  return compare({ expected, actual, path: [] }, comparison);
}

interface Pair {
  readonly expected: Json | undefined;
  readonly actual: Json | undefined;
  readonly path: readonly (string | number)[];
}

function compare({ expected, actual, path }: Pair, comparison: JsonComparison): Difference[] {
  if (expected === undefined || actual === undefined) return [different({ expected, actual, path })];
  if (isJsonObject(expected) && isJsonObject(actual)) {
    const added = comparison.isSubset ? [] : Object.keys(actual).filter((key) => !Object.hasOwn(expected, key));
    return [...Object.keys(expected), ...added].flatMap((key) =>
      compare({ expected: own(expected, key), actual: own(actual, key), path: [...path, key] }, comparison),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, index) =>
      compare({ expected: expected[index], actual: actual[index], path: [...path, index] }, comparison),
    ).flat();
  }
  return Object.is(expected, actual) || (expected === 0 && actual === 0) ? [] : [different({ expected, actual, path })];
}

function own(object: Readonly<Record<string, Json>>, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function different({ expected, actual, path }: Pair): Difference {
  return {
    path,
    ...(expected === undefined ? undefined : { expected }),
    ...(actual === undefined ? undefined : { actual }),
  };
}
