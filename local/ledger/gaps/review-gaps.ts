import type { GapRule } from './find-gaps';

/** The states in which an execution waits for a decision. */
const askingStates: ReadonlySet<string | undefined> = new Set(['RequestReview', 'EscalateReview']);

/** What reviews say. */
export const reviewGaps: readonly GapRule[] = [
  {
    kind: 'decision-unsent',
    // A repeated decision sends the one that is stored, whatever the repeat says.
    find: ({ reviews, standingIn }, { answerReview }) =>
      reviews
        .filter(({ status, executionArn }) => status === 'DECIDED' && askingStates.has(standingIn.get(executionArn)))
        .map(({ reviewId, documentId }) => ({ documentId, detail: reviewId, mend: answerReview(reviewId) })),
  },
  {
    kind: 'review-orphaned',
    // The review of a FAILED document is asked again, in the same row, when the document is redriven.
    find: ({ reviews, rows, executions }, { answerReview }) =>
      reviews
        .filter(({ status, executionArn }) => status === 'WAITING' && executions.get(executionArn) !== 'RUNNING')
        .filter(({ documentId, executionArn }) => {
          const row = rows.get(documentId);
          return row === undefined || row.status !== 'FAILED' || row.executionArn !== executionArn;
        })
        .map(({ reviewId, documentId }) => ({ documentId, detail: reviewId, mend: answerReview(reviewId) })),
  },
];
