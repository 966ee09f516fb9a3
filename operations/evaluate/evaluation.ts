import { type Baseline, baselineOf } from './baseline/baseline';
import { type BaselineComparison, compareWithBaseline } from './baseline/compare';
import type { Dataset, LabelledDocument } from './dataset/dataset';
import type { Identity } from './reading/identity';
import type { ModelReading } from './reading/prediction';
import { type Effort, effortOf } from './scoring/effort';
import { type Flip, flipsOf } from './scoring/flips';
import { type DocumentScore, scoreDocument, scoredOf } from './scoring/score-document';
import { type Summary, summaryOf } from './scoring/summary';

/** The result of one model with one version of the prompts. */
export interface CandidateEvaluation {
  readonly identity: Identity;
  readonly modelsAnswered: readonly string[];
  readonly scores: readonly DocumentScore[];
  readonly test: Summary;
  /** Absent if no document is for tuning. */
  readonly tune?: Summary;
  readonly effort: Effort;
  /** Empty without `--repeat`. */
  readonly flips: readonly Flip[];
  /** Documents that were not read. */
  readonly errors: readonly { readonly document: string; readonly reason: string }[];
  readonly asBaseline: Baseline;
  readonly comparison?: BaselineComparison;
}

/** The readings of a document, the first of which is scored. */
export interface DocumentReadings {
  readonly document: LabelledDocument;
  readonly readings: readonly ModelReading[];
}

/** Scores what a candidate has read. */
export function evaluateCandidate(
  identity: Identity,
  readings: readonly DocumentReadings[],
  { dataset, baseline }: { readonly dataset: Pick<Dataset, 'name' | 'digest'>; readonly baseline?: Baseline },
): CandidateEvaluation {
  const scores = readings.flatMap(({ document, readings: [first] }) =>
    first === undefined ? [] : [scoreDocument(document, first)],
  );
  const asBaseline = baselineOf(identity, dataset, scores);
  const predictionsOf = ({ readings: all }: DocumentReadings) =>
    all.flatMap((reading) => (reading.kind === 'read' ? [reading.prediction] : []));
  const tuned = scoredOf(scores, 'tune');
  return {
    identity,
    modelsAnswered: asBaseline.modelsAnswered,
    scores,
    test: summaryOf(scoredOf(scores, 'test')),
    ...(tuned.length === 0 ? {} : { tune: summaryOf(tuned) }),
    effort: effortOf(readings.flatMap(predictionsOf)),
    flips: readings.flatMap((one) => flipsOf(one.document, predictionsOf(one))),
    errors: readings.flatMap(({ document: { name }, readings: all }) =>
      all.flatMap((reading) => (reading.kind === 'error' ? [{ document: name, reason: reading.reason }] : [])),
    ),
    asBaseline,
    ...(baseline === undefined ? {} : { comparison: compareWithBaseline(asBaseline, baseline) }),
  };
}
