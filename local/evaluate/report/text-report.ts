import { visibleText } from '../../../asl/terminal';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import type { Summary } from '../scoring/summary';
import { type Column, aligned } from './aligned';
import { comparisonLines, fieldAgainstBaseline } from './comparison-text';
import { calibrationLines, effortLines } from './effort-text';
import { mistakeLines } from './mistakes-text';
import { verdictOf } from './verdict';
import { countText, dollars, listed, percent, seconds, shareText } from './words';

/** How a report is written. */
export interface TextOptions {
  /** Whether values of documents are shown. */
  readonly values: boolean;
}

/** A candidate as a person reads it: the verdict, documents, fields, confidence, effort. */
export function candidateLines(candidate: CandidateEvaluation, options: TextOptions): readonly string[] {
  const { identity, test, tune, errors, comparison } = candidate;
  const { isGood, text } = verdictOf(candidate);
  return [
    `${labelOf(identity)}   ${isGood ? '✓' : '✕'} ${text}`,
    ...summaryLines(candidate, test, options),
    ...(comparison === undefined ? [] : comparisonLines(comparison)),
    ...calibrationLines(test),
    ...effortLines(candidate),
    ...errors.map(({ document, reason }) => `  ! ${document} was not read: ${reason}`),
    ...(tune === undefined
      ? []
      : ['', `  split tune, ${tune.documents} document(s)`, ...summaryLines(candidate, tune, options)]),
  ].map(visibleText);
}

/** Candidates beside each other. */
export function candidatesTable(candidates: readonly CandidateEvaluation[]): readonly string[] {
  const columns: readonly Column<CandidateEvaluation>[] = [
    { head: 'model and prompt', cell: ({ identity }) => labelOf(identity) },
    { head: 'stored and wrong', cell: ({ test }) => countText(test.silentErrors) },
    { head: 'reviews', cell: ({ test }) => `${test.reviews.count} of ${test.reviews.of}` },
    { head: 'fields right', cell: ({ test }) => rightFields(test) },
    { head: 'per 1,000', cell: ({ effort }) => priceText(effort.dollarsPerThousand) },
    {
      head: 'p50',
      align: 'right',
      cell: ({ effort }) => (effort.seconds === undefined ? '-' : seconds(effort.seconds.p50)),
    },
  ];
  return aligned(candidates, columns).map(visibleText);
}

/** Labelled places that are right, or rightly absent. */
export function rightFields({ fields }: Pick<Summary, 'fields'>): string {
  const [right, count] = fields.reduce(([r, c], field) => [r + field.right + field.absent, c + field.count], [0, 0]);
  return count === 0 ? '-' : `${right} of ${count}, ${percent(right / count)}`;
}

export function priceText(amount: number | undefined): string {
  return amount === undefined ? 'not known' : dollars(amount);
}

function summaryLines(candidate: CandidateEvaluation, summary: Summary, { values }: TextOptions): readonly string[] {
  return [
    '',
    ...documentLines(candidate, summary),
    '',
    ...fieldLines(candidate, summary),
    ...mistakeLines(summary, values),
  ];
}

/** The figures that count most, of documents. */
export function documentLines({ errors }: CandidateEvaluation, summary: Summary): readonly string[] {
  const { silentErrors, silentErrorNames, storedIncomplete, reviews, reviewsWithoutChange, safe } = summary;
  const { expectedOutcomes, unexpectedOutcomes, wrongAnswers, emptyAnswers } = summary;
  const unexpected = unexpectedOutcomes.map((one) => `${one.document} ${one.is} instead of ${one.expected}`);
  return [
    `  stored without review and wrong  ${countText(silentErrors)}${names(silentErrorNames)}`,
    `  stored, a value missing          ${countText(storedIncomplete)}`,
    `  reviews                          ${countText(reviews)}; ${reviewsWithoutChange} in which nothing is to be changed`,
    `  outcome as expected              ${countText(expectedOutcomes)}${names(unexpected)}`,
    `  harness errors ${errors.length}, empty answers ${emptyAnswers}, wrong answers ${wrongAnswers}`,
    ...(safe === undefined || reviews.of === 0
      ? []
      : [`  no such error from a threshold of ${threshold(safe.threshold)}: ${safe.reviews} of ${reviews.of} reviews`]),
  ];
}

/** Above every confidence means that all are reviewed. */
export function threshold(value: number): string {
  return value > 1 ? 'more than any confidence' : value.toFixed(2);
}

function names(list: readonly string[]): string {
  return list.length === 0 ? '' : `: ${listed(list)}`;
}

function fieldLines({ comparison }: CandidateEvaluation, { fields }: Summary): readonly string[] {
  const number = (head: 'right' | 'wrong' | 'missing' | 'invented' | 'absent') =>
    ({ head, align: 'right', cell: (row) => String(row[head]) }) satisfies Column<Summary['fields'][number]>;
  const columns: readonly Column<Summary['fields'][number]>[] = [
    { head: '', cell: ({ field }) => field },
    ...(['right', 'wrong', 'missing', 'invented', 'absent'] as const).map(number),
    { head: 'precision', cell: ({ precision }) => shareText(precision) },
    { head: 'recall', cell: ({ recall }) => shareText(recall) },
    ...(comparison === undefined
      ? []
      : [
          { head: 'against baseline', cell: ({ field }: { field: string }) => fieldAgainstBaseline(comparison, field) },
        ]),
  ];
  return aligned(fields, columns).map((line) => `  ${line}`);
}
