import type { LedgerClient } from '../../ledger/ledger-client';
import { type BatchProgress, readItemProgress } from '../batch-progress';
import { type BatchRecord, describeBatch, readBatch } from '../batch-record';
import type { BatchRequest } from './batch-request';
import { followBatch } from './follow-batch';
import type { BatchEnvironment, BatchRunOptions } from './open-batch-environment';
import { startBatch } from './start-batch';

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
export async function runToEnd(
  { local, client }: BatchEnvironment,
  batch: NewBatch,
  options: BatchRunOptions,
): Promise<EndedBatch> {
  const { console, timeoutSeconds, signal } = options;
  const executionArn = await startBatch(client, batch);
  console.say(`batch ${batch.batchId} runs: ${executionArn}`);
  const isTimely = await followBatch({ local, client, executionArn, timeoutSeconds, console, signal });
  if (!isTimely) console.say(`! timeout after ${timeoutSeconds} s; the next start continues what is still running`);
  return endedBatch(client, batch.batchId, executionArn);
}

/** Returns what is known of a batch and its items; for a batch that was not prepared, only its execution. */
export async function endedBatch(client: LedgerClient, batchId: string, executionArn: string): Promise<EndedBatch> {
  const record = (await readBatch(client, batchId)) ?? {
    batchId,
    executionArn,
    ...(await describeBatch(client, executionArn)),
  };
  return { record, ...(await readItemProgress(client, batchId)) };
}
