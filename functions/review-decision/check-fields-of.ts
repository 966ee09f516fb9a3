import { isJsonObject } from '../shared/json/json-object';
import { hasExpired } from '../shared/review/review';
import { readReview } from '../shared/review/review-table';
import { InvalidDecision } from './decision-input';
import { expiredMessage, type ReviewDecisionDependencies, ReviewExpired, ReviewNotFound } from './review-decision';
import { checkedCorrection } from './wanted-decision';

/**
 * Reads fields as a correction would, and reports what would still fail: `{fields, diff, failedChecks}`. Decides and stores nothing;
 * without fields it checks those of the review. Throws InvalidDecision, ReviewNotFound, ReviewExpired.
 */
export async function checkFieldsOf(
  reviewId: string,
  { fields = {} }: Readonly<Record<string, unknown>>,
  dependencies: Pick<ReviewDecisionDependencies, 'callbacks' | 'invoices' | 'now'>,
): Promise<object> {
  if (!isJsonObject(fields)) throw new InvalidDecision('fields must be an object');
  const review = await readReview(dependencies.callbacks, reviewId);
  if (review === undefined) throw new ReviewNotFound(`there is no review ${reviewId}`);
  if (review.decision === undefined && hasExpired(review, dependencies.now()))
    throw new ReviewExpired(expiredMessage(review));
  return { reviewId, ...(await checkedCorrection(review, fields, dependencies)) };
}
