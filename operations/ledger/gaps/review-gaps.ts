import { askingStates } from '../../reviews/asking-states';
import type { Evidence } from '../evidence/evidence';
import type { ReviewRow } from '../evidence/rows';
import type { FixCommands, FoundGap, GapRule } from './gap';

/** Gaps of reviews. */
export const reviewGaps: readonly GapRule[] = [
  {
    kind: 'decision-unsent',
    // A repeated decision sends the stored one, not the repeated one.
    find: ({ reviews, currentStates }, commands) =>
      reviews
        .filter(({ status, executionArn }) => status === 'DECIDED' && askingStates.has(currentStates.get(executionArn)))
        .map((review) => foundGap(review, commands)),
  },
  {
    kind: 'review-orphaned',
    find: (evidence, commands) =>
      evidence.reviews
        .filter(({ status }) => status === 'WAITING')
        .filter((review) => !isAwaited(review, evidence) && !isAskedAgainByRedrive(review, evidence))
        .map((review) => foundGap(review, commands)),
  },
];

function isAwaited({ executionArn }: ReviewRow, { executions, others }: Evidence): boolean {
  return (
    executions.get(executionArn) === 'RUNNING' ||
    others.some((other) => other.executionArn === executionArn && other.status === 'RUNNING')
  );
}

/** A redrive of a FAILED document asks for the review again, in the same row. */
function isAskedAgainByRedrive({ documentId, executionArn }: ReviewRow, { rows, others }: Evidence): boolean {
  if (documentId === '')
    return others.some((other) => other.executionArn === executionArn && other.status === 'FAILED');
  const row = rows.get(documentId);
  return row !== undefined && row.status === 'FAILED' && row.executionArn === executionArn;
}

function foundGap({ reviewId, documentId }: ReviewRow, { answerReview }: FixCommands): FoundGap {
  return {
    documentId: documentId === '' ? undefined : documentId,
    detail: reviewId,
    fix: answerReview(reviewId),
  };
}
