import { isJsonObject, type Json } from '../definition';
import { canonical } from './canonical';

/** An item of the old array, of the new one, or one that both have. */
export interface AlignedItems {
  readonly oldIndex?: number;
  readonly index?: number;
}

/** Above this product of lengths, items are paired by position. */
const mostPairs = 1_000_000;

/** Above this one, what is not equal is paired by position: similarity takes longer than equality. */
const mostSimilar = 10_000;

/** Objects of an array are the same item, changed, if so many of their values are equal. */
const leastShared = 0.3;

/**
 * Pairs the items of two arrays in their order: equal ones first, then between these the most similar. An item that has moved is one
 * of the old array and one of the new.
 */
export function alignItems(old: readonly Json[], current: readonly Json[]): AlignedItems[] {
  if (old.length * current.length > mostPairs) return byPosition(old.length, current.length);
  const keys = [old.map(canonical), current.map(canonical)] as const;
  const equal = bestPairs([old.length, current.length], (i, j) => (keys[0][i] === keys[1][j] ? 1 : 0));
  const aligned: AlignedItems[] = [];
  let [from, to] = [0, 0];
  for (const [oldIndex, index] of [...equal, [old.length, current.length] as const]) {
    aligned.push(...alignGap({ old, current, from: [from, to], end: [oldIndex, index] }));
    if (oldIndex < old.length) aligned.push({ oldIndex, index });
    [from, to] = [oldIndex + 1, index + 1];
  }
  return aligned;
}

interface Gap {
  readonly old: readonly Json[];
  readonly current: readonly Json[];
  readonly from: readonly [number, number];
  readonly end: readonly [number, number];
}

function alignGap({ old, current, from, end }: Gap): AlignedItems[] {
  const [olds, news] = [end[0] - from[0], end[1] - from[1]];
  if (olds * news > mostSimilar) {
    const moved = ({ oldIndex, index }: AlignedItems) => ({
      ...(oldIndex === undefined ? {} : { oldIndex: oldIndex + from[0] }),
      ...(index === undefined ? {} : { index: index + from[1] }),
    });
    return byPosition(olds, news).map(moved);
  }
  const isOnly = olds === 1 && news === 1;
  const score = (i: number, j: number): number =>
    similarity(old[from[0] + i] as Json, current[from[1] + j] as Json, isOnly ? 0 : leastShared);
  const pairs = bestPairs([olds, news], score).map(([i, j]) => [from[0] + i, from[1] + j] as const);
  const paired = [new Set(pairs.map(([i]) => i)), new Set(pairs.map(([, j]) => j))] as const;
  const alone = (side: 0 | 1) => range(from[side], end[side]).filter((each) => !paired[side].has(each));
  return [
    ...pairs.map(([oldIndex, index]) => ({ oldIndex, index })),
    ...alone(0).map((oldIndex) => ({ oldIndex })),
    ...alone(1).map((index) => ({ index })),
  ];
}

/** From 0 (not the same item) to 1.1: scalars of one type have little in common, objects what their values share. */
export function similarity(old: Json, current: Json, least = leastShared): number {
  const isScalar = (value: Json) => typeof value !== 'object' || value === null;
  if (isScalar(old) || isScalar(current)) return typeof old === typeof current ? 0.1 : 0;
  const [a, b] = [new Set(leavesOf(old)), new Set(leavesOf(current))];
  const shared = [...a].filter((leaf) => b.has(leaf)).length / Math.max(1, a.size, b.size);
  return shared >= least ? 0.1 + shared : 0;
}

/** Every value below another with its path, as strings. */
function leavesOf(value: Json, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => leavesOf(item, `${path}/${index}`));
  if (isJsonObject(value)) return Object.entries(value).flatMap(([key, child]) => leavesOf(child, `${path}/${key}`));
  return [`${path} ${canonical(value)}`];
}

type Pair = readonly [old: number, current: number];

/** The pairs, in order on both sides, with the largest sum of scores; a score of 0 is no pair. */
function bestPairs([olds, news]: Pair, score: (i: number, j: number) => number): Pair[] {
  const scores = range(0, olds).map((i) => range(0, news).map((j) => score(i, j)));
  const best = range(0, olds + 1).map(() => new Array<number>(news + 1).fill(0));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  const pairing = (i: number, j: number): number => (scores[i]?.[j] ?? 0) + at(i + 1, j + 1);
  for (let i = olds - 1; i >= 0; i -= 1)
    for (let j = news - 1; j >= 0; j -= 1)
      (best[i] as number[])[j] = Math.max(at(i + 1, j), at(i, j + 1), pairing(i, j));
  const pairs: Pair[] = [];
  for (let [i, j] = [0, 0]; i < olds && j < news; ) {
    if ((scores[i]?.[j] ?? 0) > 0 && at(i, j) === pairing(i, j)) pairs.push([i++, j++]);
    else if (at(i, j) === at(i + 1, j)) i += 1;
    else j += 1;
  }
  return pairs;
}

function byPosition(olds: number, news: number): AlignedItems[] {
  return range(0, Math.max(olds, news)).map((index) => ({
    ...(index < olds ? { oldIndex: index } : {}),
    ...(index < news ? { index } : {}),
  }));
}

function range(from: number, end: number): number[] {
  return Array.from({ length: Math.max(0, end - from) }, (_, index) => from + index);
}
