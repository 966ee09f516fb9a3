import type { Account } from '../../account';
import { type BatchProgress, readItemProgress } from '../batch-progress';
import { type BatchRecord, describeBatch, readBatch } from '../batch-record';
import { followBatch } from './follow-batch';
import type { BatchRunOptions } from './with-batch-account';

/** The result of a batch, and where its items are now. */
export interface EndedBatch extends BatchProgress {
  readonly record: BatchRecord;
}

/** Follows a started batch until all that is still in flight waits for a person or for a distant time. */
export async function followToEnd(
  account: Account,
  { batchId, executionArn }: { readonly batchId: string; readonly executionArn: string },
  { console, timeoutSeconds }: BatchRunOptions,
): Promise<EndedBatch> {
  console.say(`batch ${batchId} runs: ${executionArn}`);
  const isTimely = await followBatch({ account, executionArn, timeoutSeconds, console });
  if (!isTimely) console.say(`! timeout after ${timeoutSeconds} s; ${whatGoesOn(account)}`);
  return endedBatch(account, batchId, executionArn);
}

function whatGoesOn({ kind, commands }: Account): string {
  return kind === 'process'
    ? 'the next start continues what is still running'
    : `the batch continues; \`${commands.listBatches()}\` shows it`;
}

/** Returns what is known of a batch and its items; for a batch that was not prepared, only its execution. */
export async function endedBatch(account: Account, batchId: string, executionArn: string): Promise<EndedBatch> {
  const record = (await readBatch(account, batchId)) ?? {
    batchId,
    executionArn,
    ...(await describeBatch(account, executionArn)),
  };
  return { record, ...(await readItemProgress(account, batchId)) };
}
