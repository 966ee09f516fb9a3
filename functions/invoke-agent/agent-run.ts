import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isNamed } from '../shared/platform/error-name';

/** The callbacks table; the row of a session is `agent/<sessionId>`. */
export interface AgentRuns {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/** The right to run the agent in a session, for one invocation and for a limited time. */
export interface Lease {
  readonly sessionId: string;
  /** Of this invocation alone. */
  readonly owner: string;
  readonly executionArn: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Longer than the function may run: the owner of an older row has ended. */
  readonly leaseSeconds: number;
}

/** How a run ended, as the machine's ReadAnswer reads it. RETRY: not ended, to be started again. */
export interface AgentRunEnd {
  readonly status: 'ANSWERED' | 'NEEDS_PERSON' | 'REFUSED' | 'FAILED' | 'RETRY';
  readonly answerUri?: string;
  /** The beginning of the answer. */
  readonly excerpt?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Days after which DynamoDB may drop the row. The answer itself stays in the bucket. */
const keptDays = 14;

/**
 * Takes the lease. Returns false if another invocation runs, or the session has ended. A FAILED session is tried again
 * only by an execution that replaces the failed one. A repeated call (its response was lost) finds its own row.
 */
export async function takeLease(runs: AgentRuns, lease: Lease): Promise<boolean> {
  const { now, leaseSeconds } = lease;
  return updateRun(runs, lease.sessionId, {
    UpdateExpression:
      'SET #status = :running, leaseOwner = :me, leaseExpiresAt = :until, executionArn = :execution, updatedAt = :at, expiresAt = :expires',
    ConditionExpression: [
      'attribute_not_exists(callbackId)',
      'leaseOwner = :me',
      '#status = :retry',
      '(#status = :running AND (leaseExpiresAt <= :now OR :never <= leaseExpiresAt))',
      '(#status = :failed AND executionArn <> :execution)',
    ].join(' OR '),
    ExpressionAttributeValues: {
      ':running': { S: 'RUNNING' },
      ':retry': { S: 'RETRY' },
      ':failed': { S: 'FAILED' },
      ':me': { S: lease.owner },
      ':execution': { S: lease.executionArn },
      ':now': { N: String(now) },
      ':until': { N: String(now + leaseSeconds * 1000) },
      // Written by a clock that was far ahead: a correct clock does not write such a long lease.
      ':never': { N: String(now + 2 * leaseSeconds * 1000) },
      ':at': { S: new Date(now).toISOString() },
      ':expires': { N: String(Math.floor(now / 1000) + keptDays * 86_400) },
    },
  });
}

/** Saves how the run ended. A lease that another invocation has taken meanwhile is not changed. */
export async function endRun(runs: AgentRuns, { sessionId, owner, now }: Lease, end: AgentRunEnd): Promise<void> {
  const texts = Object.entries(end).filter((entry): entry is [string, string] => entry[1] !== undefined);
  await updateRun(runs, sessionId, {
    UpdateExpression: `SET ${texts.map(([name]) => `#${name} = :${name}`).join(', ')}, updatedAt = :at`,
    ConditionExpression: 'leaseOwner = :me',
    ExpressionAttributeNames: Object.fromEntries(texts.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(texts.map(([name, value]) => [`:${name}`, { S: value }])),
      ':me': { S: owner },
      ':at': { S: new Date(now).toISOString() },
    },
  });
}

interface ConditionalUpdate {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
}

async function updateRun(runs: AgentRuns, sessionId: string, update: ConditionalUpdate): Promise<boolean> {
  try {
    await runs.dynamodb.send(
      new UpdateItemCommand({
        TableName: runs.tableName,
        Key: { callbackId: { S: `agent/${sessionId}` } },
        ExpressionAttributeNames: { '#status': 'status' },
        ...update,
      }),
    );
    return true;
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return false;
    throw error;
  }
}
