import { type Account, unlessDenied } from '../../account';
import type { ReceivedDeadLetter } from '../dead-letter';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { type Batches, readBatches } from './batches';
import type { DamagedObject } from './damaged-objects';
import {
  type ExecutionStates,
  listUnsuccessful,
  readCurrentState,
  readUnregistered,
  type UnregisteredExecution,
  withOwners,
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
 * Reads all evidence but the letters, which the caller holds, and the damaged objects, which only reconciling looks for. The reads are not atomic: a document that moves
 * meanwhile may appear in two of them, or not at all.
 */
export async function gatherEvidence(account: Account, letters: readonly ReceivedDeadLetter[]): Promise<Evidence> {
  const versions = await readObjectVersions(account);
  const rows = await readLedger(account);
  const reviews = await readReviewRows(account);
  const keys = await readResultKeys(account);
  const batches = await readBatches(account, keys);
  const { states, others, redrivenAt } = await listUnsuccessful(account);
  const executions = await withOwners(account, states, { rows: rows.values(), letters });
  const owners = new Set([...rows.values()].map(({ executionArn }) => executionArn));
  const running = [...states].filter(([arn, state]) => state === 'RUNNING' && !owners.has(arn)).map(([arn]) => arn);
  const unregistered = await readUnregistered(account, running);
  const currentStates = await readStatesAfterDecisions(account, { reviews, others, executions, rows });
  const stored = storedDocuments(keys);
  const read = { versions, rows, reviews, stored, batches, executions, others, redrivenAt, unregistered };
  return { ...read, letters, currentStates, damaged: [] };
}

/**
 * Returns where the executions are that still run after the decision on their review. Without a permission for histories that is unknown,
 * and no decision counts as unsent.
 */
export async function readStatesAfterDecisions(
  account: Account,
  { reviews, others, executions, rows }: Pick<Evidence, 'reviews' | 'others' | 'executions' | 'rows'>,
): Promise<Evidence['currentStates']> {
  const decided = reviews.filter(({ status, executionArn, documentId }) => {
    if (status !== 'DECIDED') return false;
    if (documentId === '')
      return others.some((each) => each.executionArn === executionArn && each.status === 'RUNNING');
    return executions.get(executionArn) === 'RUNNING' && rows.get(documentId)?.status === 'IN_REVIEW';
  });
  const currentStates = new Map<string, string | undefined>();
  for (const { executionArn } of decided)
    currentStates.set(executionArn, (await unlessDenied(readCurrentState(account, executionArn)))?.stateName);
  return currentStates;
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
