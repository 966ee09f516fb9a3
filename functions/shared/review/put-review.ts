import { type AttributeValue, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Fields, ReviewedDocument } from './review';
import { type Callbacks, reviewKey } from './review-table';

/** The request of a state to a person: for a document, or for a model that was trained. */
export interface ReviewRequest {
  /** `review-…` or `approval-…`: letters, digits and hyphens. */
  readonly reviewId: string;
  readonly taskToken: string;
  readonly executionArn: string;
  /** 1, or 2 after a first round without an answer. */
  readonly round: number;
  /** TimeoutSeconds of the state that asks. */
  readonly timeoutSeconds: number;
  /** The subject of the decision: a document's type, or `model`. */
  readonly documentType: string;
  readonly fields: Fields;
  readonly reasons: readonly string[];
  readonly document?: ReviewedDocument;
}

/** When a row is written, and what is known by then. */
export interface PutReview {
  readonly nowMilliseconds: number;
  /** ISO 8601. */
  readonly answerBefore: string;
  /** How many reminders will be planned. */
  readonly reminders: number;
}

/** Days that a row outlives its review, so that a decision in the last moment is still found by the next round. */
const keptDays = 30;

/**
 * Writes the row of a review. It replaces an earlier execution's review, and an earlier round of this one, but never
 * its decision: then it throws ConditionalCheckFailedException.
 */
export async function putReview(callbacks: Callbacks, request: ReviewRequest, put: PutReview): Promise<void> {
  const values = valuesOf(request, put);
  const sets = Object.keys(values).map((name) => `${placeholders[name] ?? name} = :${name}`);
  const removed = ['decision', 'decidedAt', ...documentAttributes.filter((name) => !(name in values))];
  await callbacks.dynamodb.send(
    new UpdateItemCommand({
      TableName: callbacks.tableName,
      Key: reviewKey(request.reviewId),
      UpdateExpression: `SET ${sets.join(', ')} REMOVE ${removed.join(', ')}`,
      ConditionExpression:
        'attribute_not_exists(callbackId) OR executionArn <> :executionArn OR (#status = :status AND round <= :round)',
      ExpressionAttributeNames: { '#status': 'status', '#fields': 'fields' },
      ExpressionAttributeValues: Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    }),
  );
}

const documentAttributes: readonly string[] = ['documentId', 'documentKey', 'textUri', 'confidence'];

/** Names that DynamoDB reserves. */
const placeholders: Readonly<Record<string, string>> = { status: '#status', fields: '#fields' };

function valuesOf(request: ReviewRequest, put: PutReview): Readonly<Record<string, AttributeValue>> {
  const keptUntil = Math.floor(put.nowMilliseconds / 1000) + request.timeoutSeconds + keptDays * 86_400;
  return {
    status: { S: 'WAITING' },
    taskToken: { S: request.taskToken },
    round: { N: String(request.round) },
    reasons: { S: JSON.stringify(request.reasons) },
    fields: { S: JSON.stringify(request.fields) },
    executionArn: { S: request.executionArn },
    documentType: { S: request.documentType },
    answerBefore: { S: put.answerBefore },
    reminders: { N: String(put.reminders) },
    updatedAt: { S: new Date(put.nowMilliseconds).toISOString() },
    expiresAt: { N: String(keptUntil) },
    ...documentValues(request),
  };
}

function documentValues({ document }: ReviewRequest): Readonly<Record<string, AttributeValue>> {
  if (document === undefined) return {};
  return {
    documentId: { S: document.documentId },
    documentKey: { S: document.key },
    textUri: { S: document.textUri },
    ...(document.confidence !== undefined && { confidence: { N: String(document.confidence) } }),
  };
}
