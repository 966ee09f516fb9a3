import type { BaselineComparison } from '../baseline/compare';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import type { FieldRow } from '../scoring/field-table';
import type { Summary } from '../scoring/summary';
import type { ReportColumn } from './align-columns';
import { fieldAgainstBaseline } from './comparison-text';
import { countText, formatDollars, percent, seconds, shareText } from './words';

/** Columns that compare models and prompts. */
export const candidateColumns: readonly ReportColumn<CandidateEvaluation>[] = [
  { head: 'model and prompt', isText: true, cell: ({ identity }) => labelOf(identity) },
  { head: 'stored and wrong', cell: ({ test }) => countText(test.silentErrors) },
  { head: 'reviews', rank: 2, cell: ({ test }) => countText(test.reviews) },
  { head: 'fields right', rank: 1, cell: ({ test }) => rightFields(test) },
  { head: 'per 1,000', align: 'right', rank: 3, cell: ({ effort }) => priceText(effort.dollarsPerThousand) },
  { head: 'p50', align: 'right', rank: 4, cell: ({ effort }) => secondsText(effort.seconds?.p50) },
];

/** Columns of the scores of fields, compared with a baseline if there is one. */
export function fieldColumns(comparison: BaselineComparison | undefined): readonly ReportColumn<FieldRow>[] {
  return [
    { head: 'field', isText: true, cell: ({ field }) => field },
    ...(['right', 'wrong', 'missing', 'invented', 'absent'] as const).map(countColumn),
    { head: 'precision', rank: 2, cell: ({ precision }) => shareText(precision) },
    { head: 'recall', rank: 3, cell: ({ recall }) => shareText(recall) },
    ...(comparison === undefined ? [] : [baselineColumn(comparison)]),
  ];
}

function countColumn(head: 'right' | 'wrong' | 'missing' | 'invented' | 'absent'): ReportColumn<FieldRow> {
  return { head, align: 'right', ...(head === 'absent' ? { rank: 4 } : {}), cell: (row) => String(row[head]) };
}

function baselineColumn(comparison: BaselineComparison): ReportColumn<FieldRow> {
  return { head: 'against baseline', isText: true, cell: ({ field }) => fieldAgainstBaseline(comparison, field) };
}

/** Labelled places that are right, or rightly absent. */
function rightFields({ fields }: Summary): string {
  const sum = (of: (row: FieldRow) => number): number => fields.reduce((total, row) => total + of(row), 0);
  const [right, count] = [sum((row) => row.right + row.absent), sum((row) => row.count)];
  return count === 0 ? '-' : `${right} of ${count}, ${percent(right / count)}`;
}

function priceText(amount: number | undefined): string {
  return amount === undefined ? 'not known' : formatDollars(amount);
}

function secondsText(value: number | undefined): string {
  return value === undefined ? '-' : seconds(value);
}
