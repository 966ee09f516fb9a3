import { type Confusion, confusionsOf } from './confusions';
import { type FieldRow, fieldTable } from './field-table';
import type { ScoredDocument } from './score-document';
import { type Calibration, calibrationOf } from './statistics/calibration';
import { type Share, shareOf } from './statistics/wilson';
import { safeThreshold, type ThresholdPoint, thresholdCurve } from './threshold-curve';

/** Totals of the scores of a dataset, or of one split of it. */
export interface Summary {
  readonly documents: number;
  /** Of the documents that were stored without review. */
  readonly silentErrors: Share;
  readonly silentErrorNames: readonly string[];
  /** Stored without review, without a wrong value, but with a missing one. */
  readonly storedIncomplete: Share;
  /** Of the documents that were not rejected. */
  readonly reviews: Share;
  /** Reviews of documents without a wrong or missing value. */
  readonly reviewsWithoutChange: number;
  /** Of the documents whose outcome is labelled. */
  readonly expectedOutcomes: Share;
  readonly unexpectedOutcomes: readonly { readonly document: string; readonly expected: string; readonly is: string }[];
  /** Documents with a value that is not theirs. */
  readonly wrongAnswers: number;
  readonly emptyAnswers: number;
  readonly fields: readonly FieldRow[];
  readonly confusions: readonly Confusion[];
  /** Of the documents that were not rejected. */
  readonly calibration: Calibration;
  readonly curve: readonly ThresholdPoint[];
  readonly safe?: ThresholdPoint;
}

/** Returns the summary of documents. */
export function summaryOf(documents: readonly ScoredDocument[]): Summary {
  const stored = documents.filter(({ outcome }) => outcome === 'stored');
  const reviewed = documents.filter(({ outcome }) => outcome === 'review');
  const silent = stored.filter(({ isSilentError }) => isSilentError);
  const labelled = documents.filter(({ expectedOutcome }) => expectedOutcome !== undefined);
  const unexpected = labelled.filter(({ expectedOutcome, outcome }) => expectedOutcome !== outcome);
  const curve = thresholdCurve(documents);
  const safe = safeThreshold(curve);
  return {
    documents: documents.length,
    silentErrors: shareOf(silent.length, stored.length),
    silentErrorNames: silent.map(({ document }) => document.name),
    storedIncomplete: shareOf(
      stored.filter(({ isSilentError, isIncomplete }) => isIncomplete && !isSilentError).length,
      stored.length,
    ),
    reviews: shareOf(reviewed.length, stored.length + reviewed.length),
    reviewsWithoutChange: reviewed.filter(({ isWrong, isIncomplete }) => !isWrong && !isIncomplete).length,
    expectedOutcomes: shareOf(labelled.length - unexpected.length, labelled.length),
    unexpectedOutcomes: unexpected.map(({ document, expectedOutcome, outcome }) => ({
      document: document.name,
      expected: String(expectedOutcome),
      is: outcome,
    })),
    wrongAnswers: documents.filter(({ isWrong }) => isWrong).length,
    emptyAnswers: documents.filter(({ isEmpty }) => isEmpty).length,
    fields: fieldTable(documents),
    confusions: confusionsOf(documents),
    calibration: calibrationOf(
      [...stored, ...reviewed].flatMap(({ prediction: { confidence }, isWrong, isIncomplete }) =>
        confidence === null ? [] : [{ confidence, isRight: !isWrong && !isIncomplete }],
      ),
    ),
    curve,
    ...(safe === undefined ? {} : { safe }),
  };
}
