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

/** All evidence of documents, each read from its own store. */
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
  /** Executions of state machines whose input is not a document: batches, training … */
  readonly others: readonly OtherExecution[];
  /** Running executions that own no row. */
  readonly unregistered: readonly UnregisteredExecution[];
  readonly letters: readonly ReceivedLetter[];
  /** The current state of executions that still run after the decision on their review. */
  readonly standingIn: ReadonlyMap<string, string | undefined>;
  /** Objects that cannot be read as they were stored; only reconciling reads them all. */
  readonly damaged: readonly DamagedObject[];
}

/**
 * Reads all evidence but the letters and the damaged objects, which the caller holds. The reads are not atomic: a document that moves
 * meanwhile may appear in two of them, or not at all.
 */
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

/** Returns the status of the execution that owns a row. */
export function ownerState({ executions }: Evidence, { executionArn }: LedgerRow): ExecutionState {
  return executions.get(executionArn) ?? 'MISSING';
}

/** The running executions that own no row and work on a document. */
export function unregisteredOf({ unregistered }: Evidence, documentId: string): readonly UnregisteredExecution[] {
  return unregistered.filter(({ pointer }) => pointer !== undefined && documentIdOf(pointer) === documentId);
}

/**
 * Whether the pipeline has not begun with an object version: without a row, an execution that is about to register it, or a dead
 * letter. A batch that has ended never began these items.
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

/** Returns the dead letters of a document. */
export function lettersOf({ letters }: Evidence, documentId: string): readonly ReceivedLetter[] {
  return letters.filter((letter) => letter.documentId === documentId);
}
