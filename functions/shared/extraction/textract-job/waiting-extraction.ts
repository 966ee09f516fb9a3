import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

/** The callbacks table. */
export interface Callbacks {
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
  readonly tableName: string;
}

/** The row `extraction/<documentId>`: who waits for the text of a document. */
export interface WaitingExtraction {
  readonly documentId: string;
  readonly taskToken: string;
  readonly executionArn: string;
}

/** Days after which DynamoDB may drop the row; Textract keeps its results for seven. */
const keptDays = 14;

/** Writes the token before the job is started, since the notice can win the race. A later attempt takes its place. */
export async function putWaitingExtraction(
  callbacks: Callbacks,
  waiting: WaitingExtraction,
  nowMilliseconds: number,
): Promise<void> {
  await callbacks.dynamodb.send(
    new PutItemCommand({
      TableName: callbacks.tableName,
      Item: {
        callbackId: { S: callbackId(waiting.documentId) },
        documentId: { S: waiting.documentId },
        taskToken: { S: waiting.taskToken },
        executionArn: { S: waiting.executionArn },
        status: { S: 'WAITING' },
        updatedAt: { S: new Date(nowMilliseconds).toISOString() },
        expiresAt: { N: String(Math.floor(nowMilliseconds / 1000) + keptDays * 86_400) },
      },
    }),
  );
}

/** Reads who waits for a document's text; undefined when nobody does (a late notice, or a job that is not ours). */
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
  return { documentId, taskToken, executionArn: item['executionArn']?.S ?? 'unknown' };
}

function callbackId(documentId: string): string {
  return `extraction/${documentId}`;
}
