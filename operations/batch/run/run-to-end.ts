import type { Account } from '../../account';
import { type BatchProgress, readItemProgress } from '../batch-progress';
import { type BatchRecord, describeBatch, readBatch } from '../batch-record';
import type { BatchRequest } from './batch-request';
import { followBatch } from './follow-batch';
import { startBatch } from './start-batch';
import type { BatchRunOptions } from './with-batch-account';

/** A batch that is to be started. */
export interface NewBatch {
  readonly batchId: string;
  readonly request: BatchRequest;
}

/** The result of a batch, and where its items are now. */
export interface EndedBatch extends BatchProgress {
  readonly record: BatchRecord;
}

/** Starts a batch and follows it until all that is still in flight waits for a person or for a distant time. Throws CannotRunError. */
export async function runToEnd(account: Account, batch: NewBatch, options: BatchRunOptions): Promise<EndedBatch> {
  const { console, timeoutSeconds } = options;
  const executionArn = await startBatch(account, batch);
  console.say(`batch ${batch.batchId} runs: ${executionArn}`);
  const isTimely = await followBatch({ account, executionArn, timeoutSeconds, console });
  if (!isTimely) console.say(`! timeout after ${timeoutSeconds} s; ${whatGoesOn(account)}`);
  return endedBatch(account, batch.batchId, executionArn);
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
