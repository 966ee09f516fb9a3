import type { LedgerPlace } from '../../ledger/ledger-place';
import { documentIdOf } from '../../ledger/object-pointer';
import { type LedgerRow, readLedgerRow } from '../../ledger/evidence/rows';
import { type BatchRecord, describeBatch, readBatch, readItems } from '../batch-record';
import type { BatchVariant } from '../plan/batch-plan';
import type { BatchRequest } from './batch-request';
import { followBatch } from './follow-batch';
import type { BatchEnvironment, BatchRunOptions } from './open-batch-environment';
import { startBatch } from './start-batch';

/** A batch that is to be started. */
export interface NewBatch {
  readonly batchId: string;
  readonly variant: BatchVariant;
  readonly request: BatchRequest;
}

/** What became of a batch. */
export interface EndedBatch {
  readonly record: BatchRecord;
  /** How many of what was handed over are where, by ledger status. */
  readonly handedOver: Readonly<Record<string, number>>;
  /** What was rejected, in this batch or before it, and why. */
  readonly rejected: readonly RejectedItem[];
}

/** An item that the pipeline rejected. */
export interface RejectedItem {
  readonly documentId: string;
  readonly key: string;
  readonly reason: string;
}

/** Starts a batch and follows it until nothing is in flight but what waits for a person or a time far away. Throws CannotRunError. */
export async function runToEnd(
  { local, place }: BatchEnvironment,
  batch: NewBatch,
  options: BatchRunOptions,
): Promise<EndedBatch> {
  const { console, timeoutSeconds, signal } = options;
  const executionArn = await startBatch(place, batch);
  console.say(`batch ${batch.batchId} runs: ${executionArn}`);
  const isTimely = await followBatch({ local, place, executionArn, timeoutSeconds, console, signal });
  if (!isTimely) console.say(`! the time of ${timeoutSeconds} s is over; the next start goes on with what still runs`);
  return endedBatch(place, batch.batchId, executionArn);
}

/** What is known of a batch, and of what it handed over; a batch that was not prepared is known by its execution alone. */
export async function endedBatch(place: LedgerPlace, batchId: string, executionArn: string): Promise<EndedBatch> {
  const record = (await readBatch(place, batchId)) ?? {
    batchId,
    executionArn,
    ...(await describeBatch(place, executionArn)),
  };
  const { HANDED_OVER: handedOver = 0, REJECTED: rejected = 0 } = record.summary?.counts ?? {};
  const rows = handedOver + rejected === 0 ? [] : await rowsOfItems(place, batchId);
  return { record, handedOver: standingOfHandedOver(rows), rejected: rows.flatMap(rejectedItem) };
}

async function rowsOfItems(place: LedgerPlace, batchId: string): Promise<readonly LedgerRow[]> {
  const rows: (LedgerRow | undefined)[] = [];
  for (const item of await readItems(place, batchId)) rows.push(await readLedgerRow(place, documentIdOf(item)));
  return rows.filter((row) => row !== undefined);
}

/** The rows that another execution has taken from a child of the batch, or is to take. */
function standingOfHandedOver(rows: readonly LedgerRow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status, details } of rows)
    if (details['handedOverFor'] !== undefined) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function rejectedItem({ status, documentId, pointer, details }: LedgerRow): readonly RejectedItem[] {
  if (status !== 'REJECTED') return [];
  return [{ documentId, key: pointer?.key ?? '', reason: details['reason'] ?? 'no reason is noted' }];
}
