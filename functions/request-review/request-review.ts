import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type AskResult, askReviewer, type ReviewAsker } from '../shared/review/ask-reviewer';
import type { ReviewRequest } from '../shared/review/put-review';
import { type Fields, reviewIdOf } from '../shared/review/review';

/** The event of RequestReview and EscalateReview. */
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
  /** 1, or 2 after a first round without an answer. */
  readonly round: number;
  readonly timeoutSeconds: number;
  readonly executionArn: string;
}

/** The dependencies of request-review. */
export interface RequestReviewDependencies extends ReviewAsker {
  readonly ledger: { readonly dynamodb: Pick<DynamoDBClient, 'send'>; readonly tableName: string };
}

/**
 * Asks a person about a document: writes the token's row, the ledger, the reminders and the notice, in this order.
 * Throws ConditionalCheckFailedException if the document belongs to another execution by now.
 */
export function requestReview(event: RequestReviewEvent, dependencies: RequestReviewDependencies): Promise<AskResult> {
  const request = requestOf(event);
  return askReviewer(request, dependencies, () => markInReview(request.reviewId, event, dependencies));
}

function requestOf(event: RequestReviewEvent): ReviewRequest {
  const { documentId, key, textUri, confidence, taskToken, executionArn, round, timeoutSeconds } = event;
  return {
    reviewId: reviewIdOf(documentId),
    taskToken,
    executionArn,
    round,
    timeoutSeconds,
    documentType: event.documentType,
    fields: event.fields,
    reasons: event.reasons.flat(),
    document: { documentId, key, textUri, confidence },
  };
}

async function markInReview(
  reviewId: string,
  event: RequestReviewEvent,
  { ledger, now }: RequestReviewDependencies,
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
