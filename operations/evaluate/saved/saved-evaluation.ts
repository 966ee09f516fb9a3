import type { Baseline } from '../baseline/baseline';
import type { Dataset } from '../dataset/dataset';
import type { CandidateEvaluation } from '../evaluation';
import { type CandidateReport, candidateReport } from '../report/candidate-report';

/** An evaluation of one model with one version of the prompts: a file, for the page. It has values of documents only if `hasValues`. */
export interface SavedEvaluation {
  readonly format: 1;
  /** ISO 8601. */
  readonly evaluatedAt: string;
  /** Evaluates the same again. */
  readonly command: string;
  readonly dataset: { readonly name: string; readonly digest: string; readonly documents: number };
  readonly hasValues: boolean;
  readonly report: CandidateReport;
  /** The verdicts of each document, to compare others with. */
  readonly asBaseline: Baseline;
}

/** Returns what is saved of an evaluation. */
export function savedEvaluation(
  candidate: CandidateEvaluation,
  {
    dataset: { name, digest, documents },
    values,
    command,
    now,
  }: {
    readonly dataset: Pick<Dataset, 'name' | 'digest' | 'documents'>;
    readonly values: boolean;
    readonly command: string;
    readonly now: Date;
  },
): SavedEvaluation {
  return {
    format: 1,
    evaluatedAt: now.toISOString(),
    command,
    dataset: { name, digest, documents: documents.length },
    hasValues: values,
    report: candidateReport(candidate, values),
    asBaseline: candidate.asBaseline,
  };
}
