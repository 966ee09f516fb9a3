import type { LedgerPlace } from '../../ledger/ledger-place';
import { type BatchRecord, describeBatch, readBatch } from '../batch-record';
import { type BatchStanding, readStandingOfItems } from '../batch-standing';
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
export interface EndedBatch extends BatchStanding {
  readonly record: BatchRecord;
}

/** Starts a batch and follows it until all that is still in flight waits for a person or for a distant time. Throws CannotRunError. */
export async function runToEnd(
  { local, place }: BatchEnvironment,
  batch: NewBatch,
  options: BatchRunOptions,
): Promise<EndedBatch> {
  const { console, timeoutSeconds, signal } = options;
  const executionArn = await startBatch(place, batch);
  console.say(`batch ${batch.batchId} runs: ${executionArn}`);
  const isTimely = await followBatch({ local, place, executionArn, timeoutSeconds, console, signal });
  if (!isTimely) console.say(`! timeout after ${timeoutSeconds} s; the next start continues what is still running`);
  return endedBatch(place, batch.batchId, executionArn);
}

/** Returns what is known of a batch and its items; for a batch that was not prepared, only its execution. */
export async function endedBatch(place: LedgerPlace, batchId: string, executionArn: string): Promise<EndedBatch> {
  const record = (await readBatch(place, batchId)) ?? {
    batchId,
    executionArn,
    ...(await describeBatch(place, executionArn)),
  };
  return { record, ...(await readStandingOfItems(place, batchId)) };
}
