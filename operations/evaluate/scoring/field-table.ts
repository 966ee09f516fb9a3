import type { ScoredDocument } from './score-document';
import type { FieldVerdict } from './score-fields';
import { type Share, shareOf } from './statistics/wilson';
import { matchOf, matchWords } from './values/matches';

/** How a field fared in all documents that label it. */
export interface FieldRow {
  readonly field: string;
  /** How expected and read values are compared. */
  readonly match: string;
  /** Labelled places: of a field its documents, of line items their rows. */
  readonly count: number;
  readonly right: number;
  readonly wrong: number;
  readonly missing: number;
  readonly invented: number;
  /** Rightly absent. */
  readonly absent: number;
  /** right ÷ (right + wrong + invented) */
  readonly precision: Share;
  /** right ÷ (right + wrong + missing) */
  readonly recall: Share;
}

/** The name of the row that counts rows of tables. */
export const lineItemsRow = 'lineItems';

type Counts = Record<FieldVerdict, number>;

/** A row for each labelled field, in the order in which documents name them, then one for the rows of their tables. */
export function fieldTable(documents: readonly ScoredDocument[]): readonly FieldRow[] {
  const counts = new Map<string, Counts>();
  const add = (field: string, verdict: FieldVerdict, count = 1): void => {
    const found = counts.get(field) ?? { right: 0, wrong: 0, missing: 0, invented: 0, absent: 0 };
    found[verdict] += count;
    counts.set(field, found);
  };
  for (const { fields } of documents) for (const { field, verdict } of fields) add(field, verdict);
  for (const { lines } of documents) {
    if (lines === undefined) continue;
    for (const verdict of ['right', 'wrong', 'missing', 'invented'] as const)
      add(lineItemsRow, verdict, lines[verdict]);
  }
  return [...counts].map(([field, count]) => rowOf(field, count));
}

function rowOf(field: string, counts: Counts): FieldRow {
  const { right, wrong, missing, invented, absent } = counts;
  return {
    field,
    match: field === lineItemsRow ? 'row by row' : matchWords[matchOf(field)],
    count: right + wrong + missing + invented + absent,
    ...counts,
    precision: shareOf(right, right + wrong + invented),
    recall: shareOf(right, right + wrong + missing),
  };
}
