import type { BaselineComparison } from '../baseline/compare';
import type { CandidateEvaluation } from '../evaluation';
import { labelOf } from '../reading/identity';
import type { FieldRow } from '../scoring/field-table';
import type { Share } from '../scoring/statistics/wilson';
import type { Summary } from '../scoring/summary';
import { type DocumentFigure, documentFigures, threshold } from './document-figures';
import { calibrationLines, effortLines } from './effort-text';
import { failureTable, mistakeTable } from './mistake-tables';
import { type ReportTable, reportTable } from './report-table';
import { type ReportVerdict, verdictOf } from './verdict';

/** The report on a candidate, as pages show it: JSON. Values of documents are only in `mistakes`, and only if they were asked for. */
export interface CandidateReport {
  /** The model and the prompt. */
  readonly label: string;
  readonly verdict: ReportVerdict;
  /** Documents with a mistake, and those not read, the worst first. */
  readonly failures: ReportTable;
  /** The documents that are compared. */
  readonly test: SplitReport;
  /** Those for tuning; absent without one. */
  readonly tune?: SplitReport;
  readonly comparison?: BaselineComparison;
  /** What other thresholds of the confidence would do; without rows if no document was stored or reviewed. */
  readonly curve: ReportTable;
  /** Confidence and effort, in sentences. */
  readonly notes: readonly string[];
  /** US dollars; absent if the price of the model is unknown. */
  readonly dollars?: number;
  readonly dollarsPerThousand?: number;
  /** Everything that the readings depend on, with its name. */
  readonly identity: readonly (readonly [name: string, value: string])[];
}

/** The report on the documents of a split. */
export interface SplitReport {
  readonly documents: number;
  /** Stored without review and wrong. */
  readonly silentErrors: Share;
  readonly figures: readonly DocumentFigure[];
  readonly fields: readonly FieldRow[];
  readonly mistakes: ReportTable;
}

/** Returns the report on a candidate. */
export function candidateReport(candidate: CandidateEvaluation, values: boolean): CandidateReport {
  const { identity, test, tune, comparison, scores } = candidate;
  const { dollars, dollarsPerThousand } = candidate.effort;
  return {
    label: labelOf(identity),
    verdict: verdictOf(candidate),
    failures: failureTable(scores),
    test: splitReport(candidate, test, values),
    ...(tune === undefined ? {} : { tune: splitReport(candidate, tune, values) }),
    ...(comparison === undefined ? {} : { comparison }),
    curve: curveTable(test),
    notes: [...calibrationLines(test), ...effortLines(candidate)]
      .filter((line) => line !== '')
      .map((line) => line.trim()),
    ...(dollars === undefined ? {} : { dollars }),
    ...(dollarsPerThousand === undefined ? {} : { dollarsPerThousand }),
    identity: identityEntries(candidate),
  };
}

function splitReport(candidate: CandidateEvaluation, summary: Summary, values: boolean): SplitReport {
  return {
    documents: summary.documents,
    silentErrors: summary.silentErrors,
    figures: documentFigures(candidate, summary),
    fields: summary.fields,
    mistakes: mistakeTable(summary, values),
  };
}

function curveTable({ curve, reviews }: Summary): ReportTable {
  return reportTable(reviews.of === 0 ? [] : curve, [
    { head: 'threshold', align: 'right', cell: (point) => threshold(point.threshold) },
    { head: 'reviews', align: 'right', cell: (point) => `${point.reviews} of ${reviews.of}` },
    { head: 'stored and wrong', align: 'right', cell: ({ silentErrors }) => String(silentErrors) },
  ]);
}

function identityEntries({ identity, modelsAnswered }: CandidateEvaluation): CandidateReport['identity'] {
  return [
    ['model asked', identity.modelAsked],
    ['model answered', modelsAnswered.join(', ')],
    ['from', identity.from],
    ...Object.entries(identity.prompts).map(([name, version]) => [`prompt ${name}`, version] as const),
    ['definition', identity.definition],
    ['functions', identity.functions],
    ['settings', JSON.stringify(identity.settings)],
    ['tool', identity.toolVersion],
  ];
}
