import type { Review } from '../../shared/review/review';

/** Returns what a person needs to decide, without the token or anything that leads to it. */
export function shownReview({
  reviewId,
  status,
  round,
  documentType,
  document,
  reasons,
  fields,
  answerBefore,
  decision,
}: Review): object {
  return {
    reviewId,
    status,
    round,
    documentType,
    ...document,
    reasons,
    fields,
    ...(answerBefore !== undefined && { answerBefore }),
    ...(decision !== undefined && { decision: toDecisionBody(decision) }),
  };
}

function toDecisionBody({
  decision,
  reviewer,
  decidedAt,
  comment,
  diff,
  failedChecks,
}: NonNullable<Review['decision']>): object {
  return {
    decision,
    reviewer,
    decidedAt,
    ...(comment !== undefined && { comment }),
    ...(diff !== undefined && { diff }),
    ...(failedChecks !== undefined && { failedChecks }),
  };
}
