import { visibleText } from '@document-pipelines/asl/terminal';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import type { Summary } from '../scoring/summary';
import { alignColumns } from './align-columns';
import { candidateColumns, fieldColumns } from './columns';
import { comparisonLines } from './comparison-text';
import { documentFigures } from './document-figures';
import { calibrationLines, effortLines } from './effort-text';
import { mistakeLines } from './mistakes-text';
import { verdictOf } from './verdict';

/** How a report is written. */
export interface TextOptions {
  /** Whether values of documents are shown. */
  readonly values: boolean;
  /** Width of the terminal in characters. */
  readonly width: number;
}

/** Formats a candidate as text: the verdict, documents, fields, confidence, effort. */
export function candidateLines(candidate: CandidateEvaluation, options: TextOptions): readonly string[] {
  const { identity, test, tune, errors, comparison } = candidate;
  const { isGood, text } = verdictOf(candidate);
  return [
    `${labelOf(identity)}   ${isGood ? '✓' : '✕'} ${text}`,
    ...summaryLines(candidate, { summary: test, comparison, ...options }),
    ...(comparison === undefined ? [] : comparisonLines(comparison)),
    ...calibrationLines(test),
    ...effortLines(candidate),
    ...errors.map(({ document, reason }) => `  ! ${document} was not read: ${reason}`),
    ...(tune === undefined
      ? []
      : ['', `  split tune, ${tune.documents} document(s)`, ...summaryLines(candidate, { summary: tune, ...options })]),
  ].map(visibleText);
}

/** Returns a table that compares candidates. */
export function candidatesTable(candidates: readonly CandidateEvaluation[], width: number): readonly string[] {
  return alignColumns(candidates, candidateColumns, width);
}

/** `comparison`: of the documents that are compared with a baseline. */
function summaryLines(
  candidate: CandidateEvaluation,
  {
    summary,
    comparison,
    values,
    width,
  }: TextOptions & Pick<CandidateEvaluation, 'comparison'> & { readonly summary: Summary },
): readonly string[] {
  const fields = alignColumns(summary.fields, fieldColumns(comparison), width - 2);
  return [
    '',
    ...documentLines(candidate, summary),
    '',
    ...fields.map((line) => `  ${line}`),
    ...mistakeLines(summary, values),
  ];
}

/** The figures of documents, one below the other. */
function documentLines(candidate: CandidateEvaluation, summary: Summary): readonly string[] {
  return documentFigures(candidate, summary).map(({ name, value }) => `  ${name.padEnd(31)}  ${value}`);
}
