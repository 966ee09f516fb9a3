import type { ExpectedRow } from '../dataset/expectation';
import { comparedText, scoreValue } from './score-fields';

/** The results of the rows of a document's table. */
export interface LineScores {
  /** Every labelled cell is right. */
  readonly right: number;
  /** Rows that belong together, with a cell that is not right. */
  readonly wrong: number;
  readonly missing: number;
  readonly invented: number;
}

type ReadRow = Readonly<Record<string, unknown>>;

/** Matches rows one to one, those with the most cells in common first, and scores them. */
export function scoreLines(expected: readonly ExpectedRow[], read: unknown): LineScores {
  const rows = (Array.isArray(read) ? read : []).filter(isRow);
  const pairs = expected
    .flatMap((row, from) => rows.map((other, to) => ({ from, to, ...common(row, other) })))
    .filter(({ right }) => right > 0)
    .sort((a, b) => b.right - a.right || distance(a) - distance(b));
  const [usedExpected, usedRead] = [new Set<number>(), new Set<number>()];
  let right = 0;
  for (const pair of pairs) {
    if (usedExpected.has(pair.from) || usedRead.has(pair.to)) continue;
    usedExpected.add(pair.from);
    usedRead.add(pair.to);
    if (pair.isRight) right += 1;
  }
  return {
    right,
    wrong: usedExpected.size - right,
    missing: expected.length - usedExpected.size,
    invented: rows.length - usedRead.size,
  };
}

/** Rows keep their order: of equal pairs the one nearest to its place. */
function distance({ from, to }: { readonly from: number; readonly to: number }): number {
  return Math.abs(from - to);
}

function common(expected: ExpectedRow, read: ReadRow): { readonly right: number; readonly isRight: boolean } {
  const verdicts = Object.entries(expected).map(([column, value]) => scoreValue(column, value, read[column]).verdict);
  const right = verdicts.filter((verdict) => verdict === 'right').length;
  return { right, isRight: verdicts.every((verdict) => verdict === 'right' || verdict === 'absent') };
}

function isRow(value: unknown): value is ReadRow {
  return (
    typeof value === 'object' && value !== null && Object.values(value).some((cell) => comparedText(cell) !== null)
  );
}
