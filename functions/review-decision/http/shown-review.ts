import type { Review } from '../../shared/review/review';

/** What a person needs to decide. Neither the token nor anything that leads to it is in it. */
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
    ...(decision !== undefined && { decision: decisionShown(decision) }),
  };
}

function decisionShown({
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
