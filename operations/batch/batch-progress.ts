import type { Account } from '../account';
import { readDeadLetters } from '../ledger/evidence/dead-letters';
import { gatherEvidence, hasNotBegun } from '../ledger/evidence/evidence';
import type { LedgerRow } from '../ledger/evidence/rows';
import { documentIdOf } from '../ledger/object-pointer';
import { type BatchItem, type FailedItem, readItems } from './batch-record';

/** Where the items of a batch are now, also if another batch or a redrive put them there. */
export interface BatchProgress {
  /** How many have a row of which ledger status. */
  readonly places: Readonly<Record<string, number>>;
  /** Number of handed-over documents by ledger status. */
  readonly handedOver: Readonly<Record<string, number>>;
  /** What was rejected, in this batch or before it, and why. */
  readonly rejected: readonly RejectedItem[];
  /** Failed items, read from the ledger rows. */
  readonly failed: readonly FailedItem[];
  /** Items without a row, an execution or a dead letter. A running batch will still start them. */
  readonly notBegun: readonly BatchItem[];
}

/** An item that the pipeline rejected. */
export interface RejectedItem {
  readonly documentId: string;
  readonly key: string;
  readonly reason: string;
}

/** Returns where the items of a batch are; a batch that was not prepared has no items. */
export async function readItemProgress(account: Account, batchId: string): Promise<BatchProgress> {
  const items = await readItems(account, batchId);
  if (items.length === 0) return { places: {}, handedOver: {}, rejected: [], failed: [], notBegun: [] };
  const evidence = await gatherEvidence(account, await readDeadLetters(account));
  const rows = items.map((item) => evidence.rows.get(documentIdOf(item))).filter((row) => row !== undefined);
  return {
    places: countsOf(rows),
    handedOver: countsOf(rows.filter(({ details }) => details['handedOverFor'] !== undefined)),
    rejected: rows.filter(({ status }) => status === 'REJECTED').map(rejectedItem),
    failed: rows.filter(({ status }) => status === 'FAILED').flatMap(failedItem),
    notBegun: items.filter((item) => hasNotBegun(evidence, documentIdOf(item))),
  };
}

function countsOf(rows: readonly LedgerRow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of rows) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function rejectedItem({ documentId, pointer, details }: LedgerRow): RejectedItem {
  return { documentId, key: pointer?.key ?? '', reason: details['reason'] ?? 'without a recorded reason' };
}

function failedItem({ documentId, executionArn, pointer, details, checkpoint }: LedgerRow): readonly FailedItem[] {
  if (pointer === undefined) return [];
  const { failedState: state = 'unknown', error = 'Unnamed', explanation: cause = 'no cause was given' } = details;
  return [{ ...pointer, documentId, executionArn, checkpoint, state, error, cause }];
}
