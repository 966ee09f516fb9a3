import { type AttributeValue, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { cutText } from '../platform/cut-text';
import { isNamed } from '../platform/error-name';
import { deadLetterOf } from './dead-letter';
import type { FailedExecution } from './failed-execution';

/** The dependencies of recording a failure. */
export interface RecordFailureDependencies {
  readonly ledger: { readonly dynamodb: Pick<DynamoDBClient, 'send'>; readonly tableName: string };
  readonly deadLetters: { readonly sqs: Pick<SQSClient, 'send'>; readonly queueUrl: string };
  /** Name of the function, for the letter. */
  readonly sentBy: string;
  now(): number;
}

/** Longest cause in a row, in characters; the definition's MarkFailed has the same. */
const maxExplanationCharacters = 4_000;

/** What was done. */
export interface FailureRecord {
  readonly documentId: string | undefined;
  readonly ledger: 'failed' | 'left';
  readonly letter: 'sent' | 'already-sent' | 'not-needed';
}

/**
 * Sets the row of a failed execution to FAILED (if it is its own and not final) and sends a dead letter unless one was
 * sent. The letter is sent before the row records it: a crash between the two repeats a letter, the other order would
 * lose one. Without a row it cannot be recorded, and a repeat sends the letter again; its executionArn identifies it.
 * If the input is not a document (batches, training), the rows are not changed.
 */
export async function recordFailure(
  execution: FailedExecution,
  dependencies: RecordFailureDependencies,
): Promise<FailureRecord> {
  const { documentId } = execution;
  const row = documentId === undefined ? undefined : await readRow(dependencies, documentId);
  const ledger =
    documentId !== undefined && (await markFailed(dependencies, documentId, execution)) ? 'failed' : 'left';
  if (execution.isLetterSent || row?.['deadLetterOf']?.S === execution.occurrence) {
    return { documentId, ledger, letter: 'already-sent' };
  }
  await sendLetter(
    dependencies,
    deadLetterOf(execution, { checkpoint: row?.['checkpoint']?.S, sentBy: dependencies.sentBy }),
  );
  if (row !== undefined && documentId !== undefined) await noteLetter(dependencies, documentId, execution.occurrence);
  return { documentId, ledger, letter: 'sent' };
}

async function readRow({ ledger }: RecordFailureDependencies, documentId: string) {
  const { Item: row } = await ledger.dynamodb.send(
    new GetItemCommand({ TableName: ledger.tableName, Key: { documentId: { S: documentId } }, ConsistentRead: true }),
  );
  return row;
}

/**
 * Returns false if the row is another execution's, final, or missing. A row that was handed over to this execution,
 * which failed before it could take it over, is not another execution's.
 */
async function markFailed(
  { ledger, now }: RecordFailureDependencies,
  documentId: string,
  execution: FailedExecution,
): Promise<boolean> {
  return updateRow(ledger, documentId, {
    UpdateExpression:
      'SET #status = :failed, failedState = :state, #error = :error, explanation = :explanation, updatedAt = :now',
    ConditionExpression:
      '(executionArn = :me AND NOT (#status IN (:stored, :rejected, :failed))) OR (#status = :handedOver AND executionArn = :redriveOf)',
    ExpressionAttributeNames: { '#status': 'status', '#error': 'error' },
    ExpressionAttributeValues: {
      ':failed': { S: 'FAILED' },
      ':stored': { S: 'STORED' },
      ':rejected': { S: 'REJECTED' },
      ':handedOver': { S: 'HANDED_OVER' },
      ':redriveOf': { S: execution.redriveOf ?? 'none' },
      ':me': { S: execution.executionArn },
      ':state': { S: execution.state },
      ':error': { S: execution.error },
      ':explanation': { S: cutText(execution.cause, maxExplanationCharacters) },
      ':now': { S: new Date(now()).toISOString() },
    },
  });
}

async function sendLetter({ deadLetters }: RecordFailureDependencies, letter: string): Promise<void> {
  await deadLetters.sqs.send(new SendMessageCommand({ QueueUrl: deadLetters.queueUrl, MessageBody: letter }));
}

/** Changes neither owner nor status, so it may be written to a row that is another execution's by now. */
async function noteLetter(
  { ledger }: RecordFailureDependencies,
  documentId: string,
  occurrence: string,
): Promise<boolean> {
  return updateRow(ledger, documentId, {
    UpdateExpression: 'SET deadLetterOf = :occurrence',
    ConditionExpression: 'attribute_exists(documentId)',
    ExpressionAttributeValues: { ':occurrence': { S: occurrence } },
  });
}

interface ConditionalUpdate {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

async function updateRow(
  { dynamodb, tableName }: RecordFailureDependencies['ledger'],
  documentId: string,
  update: ConditionalUpdate,
): Promise<boolean> {
  try {
    await dynamodb.send(
      new UpdateItemCommand({ TableName: tableName, Key: { documentId: { S: documentId } }, ...update }),
    );
    return true;
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return false;
    throw error;
  }
}
