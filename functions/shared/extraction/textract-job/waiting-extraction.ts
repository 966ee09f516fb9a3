import { type AttributeValue, type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { isNamed } from '../../platform/error-name';

/** The callbacks table. */
export interface Callbacks {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/** One start of a job: the same token returns the same job, however often it is sent. */
export interface JobStart {
  /** Textract's ClientRequestToken: 64 hexadecimal digits, its longest. */
  readonly clientRequestToken: string;
  /** When it was first sent, in milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The row `extraction/<documentId>`: the task that waits for the text of a document. */
export interface WaitingExtraction {
  readonly documentId: string;
  readonly taskToken: string;
  readonly executionArn: string;
  /** How often AWS had redriven the execution; absent in rows of older versions, as is `start`. */
  readonly redriveCount?: number;
  readonly start?: JobStart;
  /** Absent until Textract has responded to the start. */
  readonly jobId?: string;
}

/** Days after which DynamoDB may drop the row; Textract keeps its results for seven. */
const keptDays = 14;

/** Writes the token before the job is started, since the notice may come first. A later attempt replaces it. */
export async function putWaitingExtraction(
  callbacks: Callbacks,
  waiting: WaitingExtraction,
  nowMilliseconds: number,
): Promise<void> {
  await callbacks.dynamodb.send(
    new PutItemCommand({ TableName: callbacks.tableName, Item: rowOf(waiting, nowMilliseconds) }),
  );
}

/** Saves which job the token waits for; returns false if a later attempt has replaced it. */
export async function putWaitedJob(
  callbacks: Callbacks,
  waiting: WaitingExtraction & { readonly jobId: string },
  nowMilliseconds: number,
): Promise<boolean> {
  try {
    await callbacks.dynamodb.send(
      new PutItemCommand({
        TableName: callbacks.tableName,
        Item: rowOf(waiting, nowMilliseconds),
        ConditionExpression: 'taskToken = :mine',
        ExpressionAttributeValues: { ':mine': { S: waiting.taskToken } },
      }),
    );
    return true;
  } catch (error) {
    if (isNamed(error, 'ConditionalCheckFailedException')) return false;
    throw error;
  }
}

function rowOf(waiting: WaitingExtraction, nowMilliseconds: number): Record<string, AttributeValue> {
  const { documentId, taskToken, executionArn, redriveCount, start, jobId } = waiting;
  return {
    callbackId: { S: callbackId(documentId) },
    documentId: { S: documentId },
    taskToken: { S: taskToken },
    executionArn: { S: executionArn },
    ...(redriveCount !== undefined && { redriveCount: { N: String(redriveCount) } }),
    ...(start !== undefined && {
      clientRequestToken: { S: start.clientRequestToken },
      startedAt: { S: new Date(start.startedAt).toISOString() },
    }),
    ...(jobId !== undefined && { jobId: { S: jobId } }),
    status: { S: 'WAITING' },
    updatedAt: { S: new Date(nowMilliseconds).toISOString() },
    expiresAt: { N: String(Math.floor(nowMilliseconds / 1000) + keptDays * 86_400) },
  };
}

/**
 * Returns the task that waits for a document's text; undefined without one (a late notice, or a job of another caller).
 */
export async function readWaitingExtraction(
  callbacks: Callbacks,
  documentId: string,
): Promise<WaitingExtraction | undefined> {
  const { Item: item } = await callbacks.dynamodb.send(
    new GetItemCommand({
      TableName: callbacks.tableName,
      Key: { callbackId: { S: callbackId(documentId) } },
      ConsistentRead: true,
    }),
  );
  const taskToken = item?.['taskToken']?.S;
  if (item === undefined || taskToken === undefined) return undefined;
  const clientRequestToken = item['clientRequestToken']?.S;
  const startedAt = Date.parse(item['startedAt']?.S ?? '');
  const redriveCount = item['redriveCount']?.N;
  const jobId = item['jobId']?.S;
  return {
    documentId,
    taskToken,
    executionArn: item['executionArn']?.S ?? 'unknown',
    ...(redriveCount !== undefined && { redriveCount: Number(redriveCount) }),
    ...(clientRequestToken !== undefined && { start: { clientRequestToken, startedAt } }),
    ...(jobId !== undefined && { jobId }),
  };
}

function callbackId(documentId: string): string {
  return `extraction/${documentId}`;
}
