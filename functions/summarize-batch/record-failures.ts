import { cutText } from '../shared/platform/cut-text';
import { type LedgerRow, recordFailure } from '../shared/failure/record-failure';
import type { FailedChild, SummarizeBatchParts } from './summarize-batch';
import type { FailedResult } from './tally';

/** Causes are cut: summary.json may hold a hundred thousand of them. */
const maxCauseCharacters = 500;

/**
 * The failed children as the summary tells of them. STANDARD children are covered by the rule on executions that failed; for EXPRESS ones
 * the ledger and the letters are put right here, some at a time.
 */
export async function recordFailures(
  type: 'STANDARD' | 'EXPRESS',
  failed: readonly FailedResult[],
  parts: SummarizeBatchParts,
): Promise<FailedChild[]> {
  const children: FailedChild[] = [];
  for (let start = 0; start < failed.length; start += parts.concurrency) {
    const some = failed.slice(start, start + parts.concurrency);
    children.push(...(await Promise.all(some.map((each) => recorded(type, each, parts)))));
  }
  return children;
}

async function recorded(
  type: 'STANDARD' | 'EXPRESS',
  { input, execution }: FailedResult,
  parts: SummarizeBatchParts,
): Promise<FailedChild> {
  const { bucket, key, versionId, attempt = 1 } = input;
  const { documentId = 'unknown', executionArn, state, error, cause } = execution;
  const child = { bucket, key, versionId, documentId, executionArn, attempt, state, error };
  return { ...child, cause: cutText(cause, maxCauseCharacters), deadLetter: await letterOf(type, execution, parts) };
}

async function letterOf(
  type: 'STANDARD' | 'EXPRESS',
  execution: FailedResult['execution'],
  parts: SummarizeBatchParts,
): Promise<FailedChild['deadLetter']> {
  if (type === 'STANDARD') return execution.isLetterSent ? 'sent' : 'left-to-the-net';
  const isOwed = (row: LedgerRow | undefined) => isItsConcern(row, execution.executionArn);
  const { letter } = await recordFailure(execution, { ...parts, sentBy: 'summarize-batch' }, isOwed);
  if (letter === 'not-needed') return letter;
  return execution.isLetterSent ? 'sent' : 'sent-by-summary';
}

/**
 * Without a row nobody knows of the document; a row of its own that is not rejected was left halfway, or stored and not told of. A row of
 * another execution (the one it handed over to, for one) is that one's concern.
 */
function isItsConcern(row: LedgerRow | undefined, executionArn: string): boolean {
  if (row === undefined) return true;
  return row['executionArn']?.S === executionArn && row['status']?.S !== 'REJECTED';
}
