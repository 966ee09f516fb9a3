import { type Account, isServiceError } from '../../account';
import { askingStates } from '../../reviews/asking-states';
import type { DeadLetter } from '../dead-letter';
import { type ObjectPointer, pointerIn } from '../object-pointer';
import {
  type ExecutionState,
  type ListedExecution,
  listExecutions,
  type OtherExecution,
  readOtherExecutions,
} from './other-executions';
import { type LedgerRow, readLedgerRow } from './rows';

/** Status of executions, by ARN. */
export type ExecutionStates = ReadonlyMap<string, ExecutionState>;

/** The executions that work on documents, and those of the machines that do not. */
export interface Executions {
  readonly states: ExecutionStates;
  readonly others: readonly OtherExecution[];
  /** When AWS last redrove those that were redriven, in milliseconds. */
  readonly redrivenAt: ReadonlyMap<string, number>;
}

/** A running execution that owns no row: it has not registered its document yet, or is about to find that it need not. */
export interface UnregisteredExecution {
  readonly executionArn: string;
  readonly pointer: ObjectPointer | undefined;
  readonly redriveOf: string | undefined;
}

/** All but SUCCEEDED: of millions of executions, these are few. ListExecutions reads 1,000 at a call and 5 calls a second. */
const listedStatuses = ['RUNNING', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/**
 * Returns the executions of the document pipeline that have not succeeded, and those of the other machines. Children of batches are left
 * out: each waits for an execution of the document pipeline.
 */
export async function listUnsuccessful(account: Account): Promise<Executions> {
  const others = await readOtherExecutions(account);
  const known: ListedExecution[] = [];
  for (const statusFilter of listedStatuses) {
    const stateMachineArn = account.names.documentPipelineArn;
    for (const execution of await listExecutions(account, { stateMachineArn, statusFilter })) known.push(execution);
  }
  const states = new Map(known.map(({ executionArn, status }) => [executionArn, status]));
  return { states, others, redrivenAt: redrivenAt([...known, ...others]) };
}

/**
 * Returns these statuses with those of the executions that own rows and are not among them: of rows that are not final, and of rows with
 * a dead letter. The owner of any other row has succeeded.
 */
export async function withOwners(
  account: Account,
  states: ExecutionStates,
  { rows, letters }: { readonly rows: Iterable<LedgerRow>; readonly letters: readonly DeadLetter[] },
): Promise<ExecutionStates> {
  const withLetter = new Set(letters.map(({ documentId }) => documentId));
  const completed = new Map(states);
  for (const { executionArn, status, documentId } of rows) {
    if (completed.has(executionArn)) continue;
    const isFinal = status === 'STORED' || status === 'REJECTED';
    const isKnown = isFinal && !withLetter.has(documentId);
    completed.set(executionArn, isKnown ? 'SUCCEEDED' : await readExecutionState(account, executionArn));
  }
  return completed;
}

function redrivenAt(executions: readonly ListedExecution[]): ReadonlyMap<string, number> {
  return new Map(
    executions.flatMap(({ executionArn, redriveDate }): readonly (readonly [string, number])[] =>
      redriveDate === undefined ? [] : [[executionArn, redriveDate.getTime()]],
    ),
  );
}

/** Returns the status of one execution. */
export async function readExecutionState(account: Account, executionArn: string): Promise<ExecutionState> {
  try {
    const { status } = await account.call('states', 'DescribeExecution', { executionArn });
    return status as ExecutionState;
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return 'MISSING';
    throw error;
  }
}

/** Whether an execution has ended, or waits for a person or a release: the row of its document says so, else its current state. */
export async function isAtRest(
  account: Account,
  { executionArn, documentId }: { readonly executionArn: string; readonly documentId: string | undefined },
): Promise<boolean> {
  const state = await readExecutionState(account, executionArn);
  if (state !== 'RUNNING' && state !== 'PENDING_REDRIVE') return true;
  if (documentId === undefined) return askingStates.has((await readCurrentState(account, executionArn))?.stateName);
  const row = await readLedgerRow(account, documentId);
  return row?.executionArn === executionArn && (row.status === 'IN_REVIEW' || row.status === 'WAITING_RELEASE');
}

/** Returns these running executions, which do not own a row, with what their input names. */
export async function readUnregistered(
  account: Account,
  running: Iterable<string>,
): Promise<readonly UnregisteredExecution[]> {
  const unregistered: UnregisteredExecution[] = [];
  for (const executionArn of running) unregistered.push(await describe(account, executionArn));
  return unregistered;
}

async function describe(account: Account, executionArn: string): Promise<UnregisteredExecution> {
  const { input } = await account.call('states', 'DescribeExecution', { executionArn });
  const value: unknown = typeof input === 'string' ? JSON.parse(input) : undefined;
  const redriveOf = typeof value === 'object' && value !== null && 'redriveOf' in value ? value.redriveOf : undefined;
  return {
    executionArn,
    pointer: pointerIn(value),
    redriveOf: typeof redriveOf === 'string' ? redriveOf : undefined,
  };
}

/** Where a running execution is: the state that it entered last, and whether it waits for an answer or a time. */
export interface CurrentState {
  readonly stateName: string;
  readonly waitsFor?: 'an answer' | 'a time';
}

/** Returns where a running execution is, from the end of its history; undefined if that does not show it. */
export async function readCurrentState(account: Account, executionArn: string): Promise<CurrentState | undefined> {
  const input = { executionArn, reverseOrder: true, maxResults: 50, includeExecutionData: false };
  const { events } = await account.call('states', 'GetExecutionHistory', input);
  const newestFirst = events as readonly HistoryEntry[];
  const entered = newestFirst.find(({ stateEnteredEventDetails: details }) => details !== undefined);
  if (entered?.stateEnteredEventDetails === undefined) return undefined;
  const { name: stateName } = entered.stateEnteredEventDetails;
  const [newest] = newestFirst;
  if (newest?.taskSubmittedEventDetails?.resource.endsWith('.waitForTaskToken') === true)
    return { stateName, waitsFor: 'an answer' };
  return { stateName, ...(entered.type === 'WaitStateEntered' && entered === newest ? { waitsFor: 'a time' } : {}) };
}

interface HistoryEntry {
  readonly type: string;
  readonly stateEnteredEventDetails?: { readonly name: string };
  readonly taskSubmittedEventDetails?: { readonly resource: string };
}
