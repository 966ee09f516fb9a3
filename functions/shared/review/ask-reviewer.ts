import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { isNamed } from '../platform/error-name';
import { noticeOf } from './notice';
import { putReview, type ReviewRequest } from './put-review';
import { planReminders, type Reminders } from './reminders';
import { type Callbacks, readReview, reviewKey } from './review-table';
import { type DecisionSender, sendDecision } from './send-decision';

/** The dependencies of a function that asks people. */
export interface ReviewAsker extends DecisionSender {
  readonly callbacks: Callbacks;
  readonly reminders: Reminders;
  readonly topics: ReviewTopics;
  /** Links begin with it; no slash at the end. */
  readonly reviewUrl: string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The topics of reviews. */
export interface ReviewTopics {
  readonly sns: Pick<SNSClient, 'send'>;
  /** Every request and every reminder. */
  readonly reviewsArn: string;
  /** Reviews without an answer in the first round, for a further audience. */
  readonly escalationsArn: string;
}

/**
 * `asked`: a notice was sent. `answered`: a decision existed already. `overtaken`: a later round of this execution
 * waits.
 */
export interface AskResult {
  readonly reviewId: string;
  readonly outcome: 'asked' | 'answered' | 'overtaken';
}

/**
 * Asks a person: writes the token's row, then calls `mark` (in which the pipeline records that it waits), then plans
 * the reminders, then sends the notice. A second call writes the same row, finds the same reminders and sends the
 * notice again. A decision that this execution already received is sent again with the new token instead. AWS's errors
 * keep their names.
 */
export async function askReviewer(
  request: ReviewRequest,
  asker: ReviewAsker,
  mark: () => Promise<void> = async () => undefined,
): Promise<AskResult> {
  const { reviewId, round, timeoutSeconds } = request;
  const nowMilliseconds = asker.now();
  const answerBefore = new Date(nowMilliseconds + timeoutSeconds * 1000).toISOString();
  try {
    const reminders = asker.reminders.fractions.length;
    await putReview(asker.callbacks, request, { nowMilliseconds, answerBefore, reminders });
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
    return answerFromDecision(request, asker);
  }
  await mark();
  await planReminders(request, asker.reminders, nowMilliseconds);
  await tell({ ...request, answerBefore }, asker);
  asker.log.info('a person has been asked', { reviewId, round });
  return { reviewId, outcome: 'asked' };
}

/** An escalation also goes to those who did not answer: they may still decide. */
async function tell(review: ReviewRequest & { readonly answerBefore: string }, asker: ReviewAsker): Promise<void> {
  const { sns, reviewsArn, escalationsArn } = asker.topics;
  const isEscalation = review.round > 1;
  const { subject, message } = noticeOf(isEscalation ? 'escalated' : 'asked', review, asker.reviewUrl);
  for (const TopicArn of isEscalation ? [escalationsArn, reviewsArn] : [reviewsArn])
    await sns.send(new PublishCommand({ TopicArn, Subject: subject, Message: message }));
}

async function answerFromDecision(request: ReviewRequest, asker: ReviewAsker): Promise<AskResult> {
  const { reviewId, taskToken, executionArn, round } = request;
  const review = await readReview(asker.callbacks, reviewId);
  if (review?.decision === undefined) return { reviewId, outcome: 'overtaken' };
  await asker.callbacks.dynamodb.send(
    new UpdateItemCommand({
      TableName: asker.callbacks.tableName,
      Key: reviewKey(reviewId),
      UpdateExpression: 'SET taskToken = :token',
      ConditionExpression: 'executionArn = :me',
      ExpressionAttributeValues: { ':token': { S: taskToken }, ':me': { S: executionArn } },
    }),
  );
  await sendDecision(asker, review, { taskToken, decision: review.decision });
  asker.log.info('the decision was there already', { reviewId, round });
  return { reviewId, outcome: 'answered' };
}
