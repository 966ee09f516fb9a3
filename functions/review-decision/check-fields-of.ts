import { isJsonObject } from '../shared/json/json-object';
import { readReview } from '../shared/review/review-table';
import { checkCorrected } from './correction';
import { InvalidDecision } from './decision-input';
import { type ReviewDecisionDependencies, ReviewNotFound } from './review-decision';

/**
 * Reads fields as a correction would, and reports what would still fail: `{fields, diff, failedChecks}`. Decides and stores nothing;
 * without fields it checks those of the review. An earlier document with the same number is looked up by a decision alone. Throws
 * InvalidDecision, ReviewNotFound.
 */
export async function checkFieldsOf(
  reviewId: string,
  { fields = {} }: Readonly<Record<string, unknown>>,
  { callbacks, now }: Pick<ReviewDecisionDependencies, 'callbacks' | 'now'>,
): Promise<object> {
  if (!isJsonObject(fields)) throw new InvalidDecision('fields must be an object');
  const review = await readReview(callbacks, reviewId);
  if (review === undefined) throw new ReviewNotFound(`there is no review ${reviewId}`);
  return { reviewId, ...checkCorrected(review, fields, now()) };
}
