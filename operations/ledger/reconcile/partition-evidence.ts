import type { Account } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import type { NamedItem } from '../evidence/batches';
import type { DamagedObject } from '../evidence/damaged-objects';
import { type Evidence, readStatesAfterDecisions } from '../evidence/evidence';
import { type Executions, type UnregisteredExecution, withOwners } from '../evidence/executions';
import type { LedgerRow, ReviewRow } from '../evidence/rows';
import type { ObjectPointer } from '../object-pointer';
import type { EvidenceRecord } from './record-store';

/** Evidence that is not of one document, or of which there is little: all of it is in memory. */
export interface SharedEvidence {
  readonly letters: readonly ReceivedDeadLetter[];
  readonly reviews: readonly ReviewRow[];
  readonly executions: Executions;
  readonly unregistered: readonly UnregisteredExecution[];
  readonly damaged: readonly DamagedObject[];
  /** Executions that batches belong to, by batchId. */
  readonly owners: ReadonlyMap<string, string>;
}

/** Returns the evidence of the documents of these records, with the shared evidence of all documents. */
export async function evidenceOf(
  account: Account,
  records: AsyncIterable<EvidenceRecord> | Iterable<EvidenceRecord>,
  shared: SharedEvidence,
): Promise<Evidence> {
  const versions = new Map<string, ObjectPointer>();
  const rows = new Map<string, LedgerRow>();
  const stored = new Set<string>();
  const named = new Map<string, NamedItem>();
  for await (const record of records) {
    const { documentId } = record;
    if (record.kind === 'version') versions.set(documentId, record.pointer);
    else if (record.kind === 'row') rows.set(documentId, record.row);
    else if (record.kind === 'stored') stored.add(documentId);
    else {
      const { batchIds = [] } = named.get(documentId) ?? {};
      const { pointer, batchId } = record;
      named.set(documentId, { pointer, batchIds: batchIds.includes(batchId) ? batchIds : [...batchIds, batchId] });
    }
  }
  const { letters, reviews, unregistered, damaged, owners } = shared;
  const { states, others, redrivenAt } = shared.executions;
  const executions = await withOwners(account, states, { rows: rows.values(), letters });
  const currentStates = await readStatesAfterDecisions(account, { reviews, others, executions, rows });
  const batches = { named, owners };
  const own = { versions, rows, stored, batches, executions, currentStates };
  return { ...own, others, redrivenAt, reviews, unregistered, letters, damaged };
}
