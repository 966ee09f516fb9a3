import { type AttributeValue, type DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isNamed } from '../shared/platform/error-name';
import type { Log } from '../shared/platform/log';
import { deadLetterOf } from './dead-letter';
import { type ExecutionStatusEvent, type FailedExecution, readFailedExecution } from './failed-execution';

/** What record-failed-execution works with. */
export interface RecordFailedExecutionParts {
  readonly states: Pick<SFNClient, 'send'>;
  readonly log: Log;
  readonly ledger: { readonly dynamodb: Pick<DynamoDBClient, 'send'>; readonly tableName: string };
  readonly deadLetters: { readonly sqs: Pick<SQSClient, 'send'>; readonly queueUrl: string };
  now(): number;
}

/** What was done. */
export interface FailureRecord {
  readonly documentId: string | undefined;
  readonly ledger: 'failed' | 'left';
  readonly letter: 'sent' | 'already-sent';
}

/**
 * The net under the machine: whatever ended FAILED, TIMED_OUT or ABORTED leaves its row FAILED (if the row is its own and not
 * final) and exactly one party has sent a dead letter. The letter goes out before the row notes it: a crash between the two
 * repeats a letter, the other order would lose one. Without a row there is nowhere to note it, and a repeated event repeats
 * the letter; executionArn tells that it is the same. Where the input is no document (batches, training) no row is touched.
 */
export async function recordFailedExecution(
  event: ExecutionStatusEvent,
  parts: RecordFailedExecutionParts,
): Promise<FailureRecord> {
  const execution = await readFailedExecution(parts.states, event);
  const { documentId } = execution;
  const row = documentId === undefined ? undefined : await readRow(parts, documentId);
  const ledger = documentId !== undefined && (await markFailed(parts, documentId, execution)) ? 'failed' : 'left';
  const isSent = execution.isLetterSent || row?.['deadLetterOf']?.S === execution.occurrence;
  if (!isSent) {
    await sendLetter(parts, deadLetterOf(execution, row?.['checkpoint']?.S));
    if (row !== undefined && documentId !== undefined) await noteLetter(parts, documentId, execution.occurrence);
  }
  parts.log.info('the failure is recorded', {
    documentId,
    failedState: execution.state,
    errorName: execution.error,
    ledger,
  });
  return { documentId, ledger, letter: isSent ? 'already-sent' : 'sent' };
}

async function readRow({ ledger }: RecordFailedExecutionParts, documentId: string) {
  const { Item: row } = await ledger.dynamodb.send(
    new GetItemCommand({ TableName: ledger.tableName, Key: { documentId: { S: documentId } }, ConsistentRead: true }),
  );
  return row;
}

/** False when the row is another execution's, final, or not there. */
async function markFailed(
  { ledger, now }: RecordFailedExecutionParts,
  documentId: string,
  execution: FailedExecution,
): Promise<boolean> {
  return updateRow(ledger, documentId, {
    UpdateExpression: 'SET #status = :failed, failedState = :state, #error = :error, updatedAt = :now',
    ConditionExpression: 'executionArn = :me AND NOT (#status IN (:stored, :rejected, :failed))',
    ExpressionAttributeNames: { '#status': 'status', '#error': 'error' },
    ExpressionAttributeValues: {
      ':failed': { S: 'FAILED' },
      ':stored': { S: 'STORED' },
      ':rejected': { S: 'REJECTED' },
      ':me': { S: execution.executionArn },
      ':state': { S: execution.state },
      ':error': { S: execution.error },
      ':now': { S: new Date(now()).toISOString() },
    },
  });
}

async function sendLetter({ deadLetters }: RecordFailedExecutionParts, letter: string): Promise<void> {
  await deadLetters.sqs.send(new SendMessageCommand({ QueueUrl: deadLetters.queueUrl, MessageBody: letter }));
}

/** Touches neither owner nor status, so it may be written to a row that is another execution's by now. */
async function noteLetter(
  { ledger }: RecordFailedExecutionParts,
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
  { dynamodb, tableName }: RecordFailedExecutionParts['ledger'],
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
