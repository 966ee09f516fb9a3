import type { LedgerPlace } from '../ledger-place';
import type { ReceivedLetter } from '../letter';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { type Batches, readBatches } from './batches';
import type { DamagedObject } from './damaged-objects';
import {
  type ExecutionStates,
  readExecutions,
  readStanding,
  readUnregistered,
  type UnregisteredExecution,
} from './executions';
import { readObjectVersions, readResultKeys, storedDocuments } from './object-versions';
import type { ExecutionState, OtherExecution } from './other-executions';
import { type LedgerRow, type ReviewRow, readLedger, readReviewRows } from './rows';

/** Everything that speaks of documents, each read from where it is kept. */
export interface Evidence {
  /** Object versions under incoming/ and batch/, by documentId. */
  readonly versions: ReadonlyMap<string, ObjectPointer>;
  readonly rows: ReadonlyMap<string, LedgerRow>;
  readonly reviews: readonly ReviewRow[];
  /** Documents with a document.json. */
  readonly stored: ReadonlySet<string>;
  readonly executions: ExecutionStates;
  /** When executions were last redriven by AWS, in milliseconds. */
  readonly redrivenAt: ReadonlyMap<string, number>;
  readonly batches: Batches;
  /** Executions of machines whose input is no document: batches, training … */
  readonly others: readonly OtherExecution[];
  /** Running executions that own no row. */
  readonly unregistered: readonly UnregisteredExecution[];
  readonly letters: readonly ReceivedLetter[];
  /** Of executions whose review is decided and that still run: the state they stand in. */
  readonly standingIn: ReadonlyMap<string, string | undefined>;
  /** Objects that cannot be read as they were stored; only reconciling reads them all. */
  readonly damaged: readonly DamagedObject[];
}

/** Reads all evidence but the letters and the damaged objects, which the caller holds. Not one moment's picture: what moves may show in none or in two of them. */
export async function gatherEvidence(
  place: LedgerPlace,
  letters: readonly ReceivedLetter[],
  damaged: readonly DamagedObject[] = [],
): Promise<Evidence> {
  const versions = await readObjectVersions(place);
  const rows = await readLedger(place);
  const reviews = await readReviewRows(place);
  const keys = await readResultKeys(place);
  const unreadable = new Set(damaged.map(({ bucket, key }) => `${bucket}/${key}`));
  const isWhole = (key: string): boolean => !unreadable.has(`${place.names.resultsBucketName}/${key}`);
  const batches = await readBatches(place, keys.filter(isWhole));
  const { states: executions, others, redrivenAt } = await readExecutions(place, rows);
  const unregistered = await readUnregistered(place, executions, rows);
  const decided = reviews.filter(({ status, executionArn, documentId }) => {
    if (status !== 'DECIDED') return false;
    if (documentId === '')
      return others.some((each) => each.executionArn === executionArn && each.status === 'RUNNING');
    return executions.get(executionArn) === 'RUNNING' && rows.get(documentId)?.status === 'IN_REVIEW';
  });
  const standingIn = new Map<string, string | undefined>();
  for (const { executionArn } of decided)
    standingIn.set(executionArn, (await readStanding(place, executionArn))?.stateName);
  const stored = storedDocuments(keys);
  const read = { versions, rows, reviews, stored, batches, executions, others, redrivenAt, unregistered };
  return { ...read, letters, standingIn, damaged };
}

/** How the execution that owns a row stands. */
export function ownerState({ executions }: Evidence, { executionArn }: LedgerRow): ExecutionState {
  return executions.get(executionArn) ?? 'MISSING';
}

/** The running executions that own no row and work on a document. */
export function unregisteredOf({ unregistered }: Evidence, documentId: string): readonly UnregisteredExecution[] {
  return unregistered.filter(({ pointer }) => pointer !== undefined && documentIdOf(pointer) === documentId);
}

/**
 * Whether nothing has begun with an object version: it has no row, no execution that is about to register it, and no dead letter. Of the items
 * of a batch that has ended, these are the ones that it never began.
 */
export function hasNotBegun(evidence: Evidence, documentId: string): boolean {
  const isRegistered = evidence.rows.has(documentId) || unregisteredOf(evidence, documentId).length > 0;
  return !isRegistered && lettersOf(evidence, documentId).length === 0;
}

/** Whether the execution that a batch belongs to runs. */
export function isBatchRunning({ batches, others }: Evidence, batchId: string): boolean {
  const owner = batches.owners.get(batchId);
  return others.some(({ executionArn, status }) => executionArn === owner && status === 'RUNNING');
}

/** The letters of a document. */
export function lettersOf({ letters }: Evidence, documentId: string): readonly ReceivedLetter[] {
  return letters.filter((letter) => letter.documentId === documentId);
}
