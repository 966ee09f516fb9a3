import { type AttributeValue, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isNamed } from '../platform/error-name';
import type { Review, StoredDecision } from './review';

/** The table of decisions: one row for each review of each execution, written once and never changed. */
export interface Audit {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/**
 * Writes who decided what, when, and what it changed. The key derives from the review and its execution, so that a
 * repeat writes the row that a crash left out and never changes an existing one. It holds no token and no address of a
 * caller.
 */
export async function writeAudit(audit: Audit, review: Review, decision: StoredDecision): Promise<void> {
  try {
    await audit.dynamodb.send(
      new PutItemCommand({
        TableName: audit.tableName,
        Item: auditRow(review, decision),
        ConditionExpression: 'attribute_not_exists(reviewId)',
      }),
    );
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
  }
}

function auditRow(review: Review, { decision, reviewer, decidedAt, comment, diff, failedChecks }: StoredDecision) {
  const { reviewId, executionArn, round, documentType, document } = review;
  const row: Record<string, AttributeValue> = {
    reviewId: { S: reviewId },
    executionArn: { S: executionArn },
    round: { N: String(round) },
    documentType: { S: documentType },
    decision: { S: decision },
    reviewer: { S: reviewer },
    decidedAt: { S: decidedAt },
    ...(document !== undefined && { documentId: { S: document.documentId } }),
    ...(comment !== undefined && { comment: { S: comment } }),
    ...(diff !== undefined && { diff: { S: JSON.stringify(diff) } }),
    ...(failedChecks !== undefined && { failedChecks: { S: JSON.stringify(failedChecks) } }),
  };
  return row;
}
