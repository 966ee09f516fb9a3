import type { ScoredDocument } from './score-document';

/** What a threshold of the confidence would do with the same readings. */
export interface ThresholdPoint {
  /** Documents of a lower confidence are reviewed. */
  readonly threshold: number;
  readonly reviews: number;
  readonly silentErrors: number;
}

/**
 * A point for each confidence, from the lowest threshold to one above the highest: a document that fails a check is reviewed at any
 * confidence. Uses the readings as they are; documents that were rejected are left out.
 */
export function thresholdCurve(documents: readonly ScoredDocument[]): readonly ThresholdPoint[] {
  const read = documents.filter(({ outcome }) => outcome !== 'rejected').map(judgeDocument);
  const thresholds = [...new Set([0, ...read.map(({ confidence }) => confidence), above])].sort((a, b) => a - b);
  const points = thresholds.map((threshold) => {
    const stored = read.filter(({ confidence, failsCheck }) => confidence >= threshold && !failsCheck);
    const silentErrors = stored.filter(({ isError }) => isError).length;
    return { threshold, reviews: read.length - stored.length, silentErrors };
  });
  return points.filter((point, index) => index === 0 || point.reviews !== points[index - 1]?.reviews);
}

/** The lowest threshold that leaves no silent error; undefined of no documents. */
export function safeThreshold(curve: readonly ThresholdPoint[]): ThresholdPoint | undefined {
  return curve.find(({ silentErrors }) => silentErrors === 0);
}

/** No confidence reaches it. */
const above = 1.01;

function judgeDocument({ prediction, expectedOutcome, isWrong }: ScoredDocument) {
  return {
    confidence: prediction.confidence ?? 0,
    failsCheck: prediction.failedChecks.length > 0,
    isError: isWrong || (expectedOutcome !== undefined && expectedOutcome !== 'stored'),
  };
}
