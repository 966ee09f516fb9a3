import { isServiceError, type LedgerPlace } from '../ledger-place';
import { type ObjectPointer, pointerIn } from '../object-pointer';
import { executionReference } from '../execution-reference';
import type { Batches } from './batches';
import {
  type ListedExecution,
  listed,
  type OtherExecution,
  readOtherExecutions,
  readRunningChildren,
} from './other-executions';
import type { LedgerRow } from './rows';

/** How an execution stands; `MISSING`: Step Functions does not know it (any more). */
export type ExecutionState =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'PENDING_REDRIVE'
  | 'MISSING';

/** How executions stand, by ARN. */
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

/**
 * The state of every execution of the document pipeline, of every running child of a batch, and of every other execution that owns a
 * row which is not final. Of an Express child only the files of its batch tell.
 */
export async function readExecutions(
  place: LedgerPlace,
  rows: ReadonlyMap<string, LedgerRow>,
  batches: Pick<Batches, 'childStates'>,
): Promise<Executions> {
  const others = await readOtherExecutions(place);
  const known = [
    ...(await listed(place, { stateMachineArn: place.names.documentPipelineArn })),
    ...(await readRunningChildren(place, others)),
  ];
  const states = new Map(known.map(({ executionArn, status }) => [executionArn, status]));
  for (const { executionArn, status } of rows.values()) {
    const isExpress = executionReference(executionArn)?.isExpress === true;
    // Nobody is told of an Express child that stored its document and ended before its notice: its state is asked for all the same.
    const isOver = status === 'REJECTED' || (status === 'STORED' && !isExpress);
    if (states.has(executionArn) || isOver) continue;
    const state = isExpress
      ? expressState(executionArn, { others, batches })
      : await readExecutionState(place, executionArn);
    states.set(executionArn, state);
  }
  return { states, others, redrivenAt: redrivenAt([...known, ...others]) };
}

function redrivenAt(executions: readonly ListedExecution[]): ReadonlyMap<string, number> {
  return new Map(
    executions.flatMap(({ executionArn, redriveDate }): readonly (readonly [string, number])[] =>
      redriveDate === undefined ? [] : [[executionArn, redriveDate.getTime()]],
    ),
  );
}

/** DescribeExecution takes no Express execution: the ResultWriter's files tell of those of a Map Run that has ended, and until then they run. */
function expressState(
  executionArn: string,
  { others, batches }: { readonly others: readonly OtherExecution[]; readonly batches: Pick<Batches, 'childStates'> },
): ExecutionState {
  const told = batches.childStates.get(executionArn);
  if (told !== undefined) return told;
  const machine = executionReference(executionArn)?.machine;
  return others.some((other) => other.machine.name === machine && other.status === 'RUNNING') ? 'RUNNING' : 'MISSING';
}

/** How one execution stands. */
export async function readExecutionState(place: LedgerPlace, executionArn: string): Promise<ExecutionState> {
  try {
    const { status } = await place.call('states', 'DescribeExecution', { executionArn });
    return status as ExecutionState;
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist', 'InvalidArn')) return 'MISSING';
    throw error;
  }
}

/** The running executions that own no row, with what their input names. */
export async function readUnregistered(
  place: LedgerPlace,
  states: ExecutionStates,
  rows: ReadonlyMap<string, LedgerRow>,
): Promise<readonly UnregisteredExecution[]> {
  const owners = new Set([...rows.values()].map(({ executionArn }) => executionArn));
  const running = [...states].filter(([arn, state]) => state === 'RUNNING' && !owners.has(arn)).map(([arn]) => arn);
  return Promise.all(running.map((executionArn) => describe(place, executionArn)));
}

async function describe(place: LedgerPlace, executionArn: string): Promise<UnregisteredExecution> {
  const { input } = await place.call('states', 'DescribeExecution', { executionArn });
  const value: unknown = typeof input === 'string' ? JSON.parse(input) : undefined;
  const redriveOf = typeof value === 'object' && value !== null && 'redriveOf' in value ? value.redriveOf : undefined;
  return {
    executionArn,
    pointer: pointerIn(value),
    redriveOf: typeof redriveOf === 'string' ? redriveOf : undefined,
  };
}

/** Where a running execution stands: the state that it entered last, and whether an answer or a time is what it waits for. */
export interface Standing {
  readonly stateName: string;
  readonly waitsFor?: 'an answer' | 'a time';
}

/** Where a running execution stands, from the end of its history; undefined if that tells nothing. */
export async function readStanding(place: LedgerPlace, executionArn: string): Promise<Standing | undefined> {
  const input = { executionArn, reverseOrder: true, maxResults: 50, includeExecutionData: false };
  const { events } = await place.call('states', 'GetExecutionHistory', input);
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
