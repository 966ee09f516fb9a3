import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { documentIdOf } from '../shared/failure/failed-execution';
import { cutText } from '../shared/platform/cut-text';
import type { SummarizeBatchDependencies } from './dependencies';
import type { FailedChild } from './summary';
import type { FailedResult } from './tally';

/** Causes are cut: summary.json may hold a hundred thousand of them. */
const maxCauseCharacters = 500;

/**
 * Returns the failed children for the summary, some at a time. The reason of a failure is in the document's row: Step
 * Functions may have cut the Cause of a child.
 */
export async function readFailures(
  failed: readonly FailedResult[],
  dependencies: SummarizeBatchDependencies,
): Promise<FailedChild[]> {
  const children: FailedChild[] = [];
  for (let start = 0; start < failed.length; start += dependencies.concurrency) {
    const some = failed.slice(start, start + dependencies.concurrency);
    children.push(...(await Promise.all(some.map((each) => readFailure(each, dependencies)))));
  }
  return children;
}

async function readFailure(failed: FailedResult, { ledger }: SummarizeBatchDependencies): Promise<FailedChild> {
  const { bucket, key, versionId, attempt = 1 } = failed.input;
  const documentId = documentIdOf(failed.input) ?? 'unknown';
  const { Item: row = {} } = await ledger.dynamodb.send(
    new GetItemCommand({ TableName: ledger.tableName, Key: { documentId: { S: documentId } }, ConsistentRead: true }),
  );
  const text = (name: string): string | undefined => row[name]?.S;
  const told = text('status') === 'FAILED' ? { state: text('failedState'), error: text('error') } : {};
  return {
    ...{ bucket, key, versionId, documentId, attempt },
    executionArn: text('executionArn') ?? failed.executionArn,
    state: told.state ?? 'unknown',
    error: told.error ?? failed.error,
    cause: cutText((told.error && text('explanation')) ?? failed.cause, maxCauseCharacters),
  };
}
