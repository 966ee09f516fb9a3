import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Log } from '../shared/platform/log';
import { noticeOf } from '../shared/review/notice';
import type { ReminderEvent } from '../shared/review/reminders';
import { hasExpired, type Review } from '../shared/review/review';
import { type Callbacks, readReview } from '../shared/review/review-table';

/** The dependencies of remind-reviewer. */
export interface RemindReviewerDependencies {
  readonly log: Log;
  readonly callbacks: Callbacks;
  readonly topic: { readonly sns: Pick<SNSClient, 'send'>; readonly arn: string };
  /** Links begin with it; no slash at the end. */
  readonly reviewUrl: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The outcome of a reminder: only `reminded` sends a notice. */
export type RemindReviewerResult = {
  readonly outcome: 'reminded' | 'gone' | 'decided' | 'overtaken' | 'expired';
};

/**
 * Reminds people of a review that still waits: same execution, same round, not decided, not expired. A repeated
 * reminder sends the notice again and has no other effect. An alarm reads `outcome` and `waitedSeconds` in the log.
 */
export async function remindReviewer(
  event: ReminderEvent,
  dependencies: RemindReviewerDependencies,
): Promise<RemindReviewerResult> {
  const { reviewId, round, reminder, waitedSeconds } = event;
  const review = await readReview(dependencies.callbacks, reviewId);
  const outcome = outcomeOf(event, review, dependencies.now());
  if (outcome === 'reminded' && review !== undefined) {
    const { sns, arn } = dependencies.topic;
    const { subject, message } = noticeOf('reminder', review, dependencies.reviewUrl);
    await sns.send(new PublishCommand({ TopicArn: arn, Subject: subject, Message: message }));
  }
  dependencies.log.info('a reminder was due', { reviewId, round, reminder, outcome, waitedSeconds });
  return { outcome };
}

function outcomeOf(
  event: ReminderEvent,
  review: Review | undefined,
  nowMilliseconds: number,
): RemindReviewerResult['outcome'] {
  if (review === undefined) return 'gone';
  if (review.executionArn !== event.executionArn || review.round !== event.round) return 'overtaken';
  if (review.status === 'DECIDED') return 'decided';
  return hasExpired(review, nowMilliseconds) ? 'expired' : 'reminded';
}
