import { createHash } from 'node:crypto';
import { type Account, isServiceError } from '../../account';
import { readExecutionState } from '../evidence/executions';
import { readLedgerRow } from '../evidence/rows';
import type { RedriveInput, RedrivePlan, StartPlan } from './redrive-plan';
import { startOnce } from './start-once';

/** What a plan started. */
export interface CarriedOut {
  readonly executionArn?: string;
  readonly attempt?: number;
  readonly redriveOf?: string;
}

/**
 * Carries out a plan. Repeating it, after a kill at any moment, does not repeat an action: an execution's name contains the number of
 * the attempt, the row accepts one execution in place of another, and a running execution accepts a second start.
 */
export async function carryOutRedrive(account: Account, documentId: string, plan: RedrivePlan): Promise<CarriedOut> {
  switch (plan.kind) {
    case 'start':
      return start(account, documentId, plan);
    case 'redrive-execution':
      return (await redriveExecution(account, plan.executionArn)) ?? start(account, documentId, plan.otherwise);
    case 'notify':
      await notify(account, plan.row);
      return {};
    case 'drop-letters':
    case 'leave':
    case 'refuse':
      return {};
    default:
      return plan satisfies never;
  }
}

/** More executions of one document than this were not started by redrives. */
const maxAttempts = 1000;

async function start(account: Account, documentId: string, { input, markFailed }: StartPlan): Promise<CarriedOut> {
  if (markFailed !== undefined) await markRowFailed(account, markFailed);
  for (let { attempt } = input; attempt <= maxAttempts; attempt += 1) {
    const started = await startAttempt(account, documentId, { ...input, attempt });
    if (started !== undefined)
      return { ...started, ...(input.redriveOf !== undefined && { redriveOf: input.redriveOf }) };
  }
  throw new Error(`there are ${maxAttempts} executions of this document already`);
}

/** Returns undefined if an execution of this name has ended without claiming the row: the next attempt is due. */
async function startAttempt(
  account: Account,
  documentId: string,
  { bucket, key, versionId, redriveOf, attempt, checkpoint }: RedriveInput,
): Promise<CarriedOut | undefined> {
  const { documentPipelineAliasArn: aliasArn, documentPipelineArn: arn } = account.names;
  const { executionArn, isStarted } = await startOnce(account, {
    machine: { arn, aliasArn },
    name: `${documentId}-r${attempt - 1}`,
    input: JSON.stringify({ bucket, key, versionId, redriveOf, attempt, checkpoint }),
  });
  if (isStarted || (await readExecutionState(account, executionArn)) === 'RUNNING') return { executionArn, attempt };
  const row = await readLedgerRow(account, documentId);
  if (row !== undefined && row.executionArn !== redriveOf)
    return { executionArn: row.executionArn, attempt: row.attempts };
  return undefined;
}

/** RegisterDocument accepts a redrive only for a FAILED row. Does not write if the row has changed meanwhile. */
async function markRowFailed(account: Account, { row, error }: NonNullable<StartPlan['markFailed']>): Promise<void> {
  await account
    .call('dynamodb', 'UpdateItem', {
      TableName: account.names.ledgerTableName,
      Key: { documentId: { S: row.documentId } },
      UpdateExpression:
        'SET #status = :failed, failedState = :unknown, #error = :error, explanation = :explanation, updatedAt = :now',
      ConditionExpression: '#status = :seen AND executionArn = :owner',
      ExpressionAttributeNames: { '#status': 'status', '#error': 'error' },
      ExpressionAttributeValues: {
        ':failed': { S: 'FAILED' },
        ':unknown': { S: 'unknown' },
        ':error': { S: error },
        ':explanation': { S: `its row was ${row.status}, but ${row.executionArn} no longer runs` },
        ':seen': { S: row.status },
        ':owner': { S: row.executionArn },
        ':now': { S: new Date().toISOString() },
      },
    })
    .catch((refused: unknown) => {
      if (!isServiceError(refused, 'ConditionalCheckFailedException')) throw refused;
    });
}

/** Returns undefined if the execution cannot be redriven (any more): a new one replaces it. */
export async function redriveExecution(account: Account, executionArn: string): Promise<CarriedOut | undefined> {
  try {
    const { redriveCount = 0 } = await account.call('states', 'DescribeExecution', { executionArn });
    // The same request sent twice is one redrive.
    const clientToken = createHash('sha256')
      .update(`${executionArn}#${String(redriveCount)}`)
      .digest('hex');
    await account.call('states', 'RedriveExecution', { executionArn, clientToken });
    return { executionArn };
  } catch (error) {
    const isImpossible = isServiceError(error, 'ExecutionNotRedrivable', 'ExecutionDoesNotExist', 'NotModelledError');
    if (!isImpossible) throw error;
    return undefined;
  }
}

/**
 * The notice that the definition's Notify sends, and a record that it was sent: a kill between the two repeats the notice, but does
 * not lose it.
 */
async function notify(
  account: Account,
  { documentId, pointer, details }: Extract<RedrivePlan, { kind: 'notify' }>['row'],
): Promise<void> {
  const { documentType, documentUri } = details;
  const message = { documentId, documentType, documentUri, key: pointer?.key };
  await account.call('sns', 'Publish', { TopicArn: account.names.storedTopicArn, Message: JSON.stringify(message) });
  await account.call('dynamodb', 'UpdateItem', {
    TableName: account.names.ledgerTableName,
    Key: { documentId: { S: documentId } },
    UpdateExpression: 'SET notifiedAt = :now',
    ConditionExpression: '#status = :stored',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':stored': { S: 'STORED' }, ':now': { S: new Date().toISOString() } },
  });
}
