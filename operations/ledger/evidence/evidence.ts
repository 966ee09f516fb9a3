import type { Account } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { type Batches, readBatches } from './batches';
import type { DamagedObject } from './damaged-objects';
import {
  type ExecutionStates,
  readCurrentState,
  readExecutions,
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
  readonly letters: readonly ReceivedDeadLetter[];
  /** The current state of executions that still run after the decision on their review. */
  readonly currentStates: ReadonlyMap<string, string | undefined>;
  /** Objects that cannot be read as they were stored; only reconciling reads them all. */
  readonly damaged: readonly DamagedObject[];
}

/**
 * Reads all evidence but the letters and the damaged objects, which the caller holds. The reads are not atomic: a document that moves
 * meanwhile may appear in two of them, or not at all.
 */
export async function gatherEvidence(
  account: Account,
  letters: readonly ReceivedDeadLetter[],
  damaged: readonly DamagedObject[] = [],
): Promise<Evidence> {
  const versions = await readObjectVersions(account);
  const rows = await readLedger(account);
  const reviews = await readReviewRows(account);
  const keys = await readResultKeys(account);
  const unreadable = new Set(damaged.map(({ bucket, key }) => `${bucket}/${key}`));
  const isWhole = (key: string): boolean => !unreadable.has(`${account.names.resultsBucketName}/${key}`);
  const batches = await readBatches(account, keys.filter(isWhole));
  const { states: executions, others, redrivenAt } = await readExecutions(account, rows);
  const unregistered = await readUnregistered(account, executions, rows);
  const decided = reviews.filter(({ status, executionArn, documentId }) => {
    if (status !== 'DECIDED') return false;
    if (documentId === '')
      return others.some((each) => each.executionArn === executionArn && each.status === 'RUNNING');
    return executions.get(executionArn) === 'RUNNING' && rows.get(documentId)?.status === 'IN_REVIEW';
  });
  const currentStates = new Map<string, string | undefined>();
  for (const { executionArn } of decided)
    currentStates.set(executionArn, (await readCurrentState(account, executionArn))?.stateName);
  const stored = storedDocuments(keys);
  const read = { versions, rows, reviews, stored, batches, executions, others, redrivenAt, unregistered };
  return { ...read, letters, currentStates, damaged };
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
  return !isRegistered && deadLettersOf(evidence, documentId).length === 0;
}

/** Whether the execution that a batch belongs to runs. */
export function isBatchRunning({ batches, others }: Evidence, batchId: string): boolean {
  const owner = batches.owners.get(batchId);
  return others.some(({ executionArn, status }) => executionArn === owner && status === 'RUNNING');
}

/** Returns the dead letters of a document. */
export function deadLettersOf({ letters }: Evidence, documentId: string): readonly ReceivedDeadLetter[] {
  return letters.filter((letter) => letter.documentId === documentId);
}
