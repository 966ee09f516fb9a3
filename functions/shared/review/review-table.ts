import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Fields, Review, ReviewedDocument, StoredDecision } from './review';

/** The callbacks table. */
export interface Callbacks {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/** Key of a review's row. */
export function reviewKey(reviewId: string): Record<string, AttributeValue> {
  return { callbackId: { S: `review/${reviewId}` } };
}

/** Reads a review, consistently; undefined if it does not exist. */
export async function readReview(callbacks: Callbacks, reviewId: string): Promise<Review | undefined> {
  const { Item: item } = await callbacks.dynamodb.send(
    new GetItemCommand({ TableName: callbacks.tableName, Key: reviewKey(reviewId), ConsistentRead: true }),
  );
  return item === undefined ? undefined : reviewOf(reviewId, item);
}

/** A row as a review. `fields`, `reasons` and `decision` are stored as JSON text. */
export function reviewOf(reviewId: string, item: Record<string, AttributeValue>): Review {
  const decision = item['decision']?.S;
  const answerBefore = item['answerBefore']?.S;
  const document = documentOf(item);
  return {
    reviewId,
    executionArn: text(item, 'executionArn'),
    taskToken: text(item, 'taskToken'),
    status: text(item, 'status') === 'DECIDED' ? 'DECIDED' : 'WAITING',
    round: Number(item['round']?.N ?? '1'),
    documentType: item['documentType']?.S ?? '',
    reasons: JSON.parse(item['reasons']?.S ?? '[]') as string[],
    fields: JSON.parse(item['fields']?.S ?? '{}') as Fields,
    ...(answerBefore !== undefined && { answerBefore }),
    reminders: Number(item['reminders']?.N ?? '0'),
    ...(document !== undefined && { document }),
    ...(decision !== undefined && { decision: JSON.parse(decision) as StoredDecision }),
  };
}

function documentOf(item: Record<string, AttributeValue>): ReviewedDocument | undefined {
  const documentId = item['documentId']?.S;
  const confidence = item['confidence']?.N;
  if (documentId === undefined) return undefined;
  return {
    documentId,
    key: item['documentKey']?.S ?? '',
    textUri: item['textUri']?.S ?? '',
    ...(confidence !== undefined && { confidence: Number(confidence) }),
  };
}

function text(item: Record<string, AttributeValue>, name: string): string {
  const value = item[name]?.S;
  if (value === undefined) throw new Error(`the review's row has no ${name}`);
  return value;
}
