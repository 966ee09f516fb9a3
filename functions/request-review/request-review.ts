import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { TaskAnswerer } from '../shared/platform/answer-task';
import { isNamed } from '../shared/platform/error-name';
import { type Fields, reviewIdOf } from '../shared/review/review';
import { type Callbacks, readReview, reviewKey } from '../shared/review/review-table';
import { sendDecision } from '../shared/review/send-decision';
import { noticeOf } from './notice';

/** What RequestReview and EscalateReview hand over. */
export interface RequestReviewEvent {
  readonly taskToken: string;
  readonly documentId: string;
  readonly bucket: string;
  readonly key: string;
  readonly documentType: string;
  readonly fields: Fields;
  readonly confidence: number;
  readonly textUri: string;
  readonly reasons: readonly (string | readonly string[])[];
  /** 1, or 2 when nobody answered the first time. */
  readonly round: number;
  readonly timeoutSeconds: number;
  readonly executionArn: string;
}

/** What request-review works with. */
export interface RequestReviewParts extends TaskAnswerer {
  readonly callbacks: Callbacks;
  readonly ledger: { readonly dynamodb: Pick<DynamoDBClient, 'send'>; readonly tableName: string };
  readonly topic: { readonly sns: Pick<SNSClient, 'send'>; readonly arn: string };
  now(): number;
}

/** `asked`: a person is told. `answered`: a decision was there already. `overtaken`: a later round of this execution waits. */
export type RequestReviewResult = { readonly reviewId: string; readonly outcome: 'asked' | 'answered' | 'overtaken' };

/** Days that a row outlives its review, so that a decision in the last moment is still found by the next round. */
const keptDays = 30;

/**
 * Asks a person: the token's row first, then the ledger, then the notice. A second call writes the same rows and tells once
 * more. A decision that this execution has been given already is sent again with the new token instead.
 * Throws ConditionalCheckFailedException when the document is no longer this execution's.
 */
export async function requestReview(
  event: RequestReviewEvent,
  parts: RequestReviewParts,
): Promise<RequestReviewResult> {
  const reviewId = reviewIdOf(event.documentId);
  try {
    await putReview(reviewId, event, parts);
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
    return answerFromDecision(reviewId, event, parts);
  }
  await markInReview(reviewId, event, parts);
  const { sns, arn } = parts.topic;
  const { subject, message } = noticeOf(reviewId, event, parts.now());
  await sns.send(new PublishCommand({ TopicArn: arn, Subject: subject, Message: message }));
  parts.log.info('a person has been asked', { reviewId, round: event.round });
  return { reviewId, outcome: 'asked' };
}

/** Takes the place of an earlier execution's review, and of an earlier round of this one, but never of its decision. */
async function putReview(
  reviewId: string,
  event: RequestReviewEvent,
  { callbacks, now }: RequestReviewParts,
): Promise<void> {
  const expiresAt = Math.floor(now() / 1000) + event.timeoutSeconds + keptDays * 86_400;
  await callbacks.dynamodb.send(
    new UpdateItemCommand({
      TableName: callbacks.tableName,
      Key: reviewKey(reviewId),
      UpdateExpression:
        'SET #status = :waiting, taskToken = :token, round = :round, reasons = :reasons, #fields = :fields, ' +
        'executionArn = :me, documentId = :documentId, documentKey = :key, documentType = :type, textUri = :textUri, ' +
        'updatedAt = :now, expiresAt = :expiresAt REMOVE decision',
      ConditionExpression:
        'attribute_not_exists(callbackId) OR executionArn <> :me OR (#status = :waiting AND round <= :round)',
      ExpressionAttributeNames: { '#status': 'status', '#fields': 'fields' },
      ExpressionAttributeValues: {
        ':waiting': { S: 'WAITING' },
        ':token': { S: event.taskToken },
        ':round': { N: String(event.round) },
        ':reasons': { S: JSON.stringify(event.reasons.flat()) },
        ':fields': { S: JSON.stringify(event.fields) },
        ':me': { S: event.executionArn },
        ':documentId': { S: event.documentId },
        ':key': { S: event.key },
        ':type': { S: event.documentType },
        ':textUri': { S: event.textUri },
        ':now': { S: new Date(now()).toISOString() },
        ':expiresAt': { N: String(expiresAt) },
      },
    }),
  );
}

async function answerFromDecision(
  reviewId: string,
  event: RequestReviewEvent,
  parts: RequestReviewParts,
): Promise<RequestReviewResult> {
  const review = await readReview(parts.callbacks, reviewId);
  if (review?.decision === undefined) return { reviewId, outcome: 'overtaken' };
  await parts.callbacks.dynamodb.send(
    new UpdateItemCommand({
      TableName: parts.callbacks.tableName,
      Key: reviewKey(reviewId),
      UpdateExpression: 'SET taskToken = :token',
      ConditionExpression: 'executionArn = :me',
      ExpressionAttributeValues: { ':token': { S: event.taskToken }, ':me': { S: event.executionArn } },
    }),
  );
  await sendDecision(parts, event.taskToken, review.decision);
  parts.log.info('the decision was there already', { reviewId, round: event.round });
  return { reviewId, outcome: 'answered' };
}

async function markInReview(
  reviewId: string,
  event: RequestReviewEvent,
  { ledger, now }: RequestReviewParts,
): Promise<void> {
  await ledger.dynamodb.send(
    new UpdateItemCommand({
      TableName: ledger.tableName,
      Key: { documentId: { S: event.documentId } },
      UpdateExpression: 'SET #status = :inReview, reviewId = :reviewId, updatedAt = :now',
      ConditionExpression: 'executionArn = :me AND NOT (#status IN (:stored, :rejected))',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':inReview': { S: 'IN_REVIEW' },
        ':stored': { S: 'STORED' },
        ':rejected': { S: 'REJECTED' },
        ':reviewId': { S: reviewId },
        ':me': { S: event.executionArn },
        ':now': { S: new Date(now()).toISOString() },
      },
    }),
  );
}
