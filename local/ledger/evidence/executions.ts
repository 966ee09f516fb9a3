import { isServiceError, type LedgerPlace } from '../ledger-place';
import { type ObjectPointer, pointerIn } from '../object-pointer';
import type { LedgerRow } from './rows';
import { allPages, follow } from './pages';

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

/** The executions of the pipeline. */
export interface Executions {
  readonly states: ExecutionStates;
  /** When AWS last redrove those that were redriven, in milliseconds. */
  readonly redrivenAt: ReadonlyMap<string, number>;
}

/** A running execution that owns no row: it has not registered its document yet, or is about to find that it need not. */
export interface UnregisteredExecution {
  readonly executionArn: string;
  readonly pointer: ObjectPointer | undefined;
  readonly redriveOf: string | undefined;
}

/** The state of every execution of the pipeline's machine, and of every other one that owns a row which is not final. */
export async function readExecutions(place: LedgerPlace, rows: ReadonlyMap<string, LedgerRow>): Promise<Executions> {
  const listed = await allPages<ListedExecution>(
    (from) =>
      place.call('states', 'ListExecutions', {
        stateMachineArn: place.names.documentPipelineArn,
        maxResults: 1000,
        ...from,
      }),
    ({ executions }) => executions,
    (answer) => follow(answer, { nextToken: 'nextToken' }),
  );
  const states = new Map(listed.map(({ executionArn, status }) => [executionArn, status]));
  for (const { executionArn, status } of rows.values()) {
    if (states.has(executionArn) || status === 'STORED' || status === 'REJECTED') continue;
    states.set(executionArn, await readExecutionState(place, executionArn));
  }
  const redriven = listed.flatMap(({ executionArn, redriveDate }): readonly (readonly [string, number])[] =>
    redriveDate === undefined ? [] : [[executionArn, redriveDate.getTime()]],
  );
  return { states, redrivenAt: new Map(redriven) };
}

interface ListedExecution {
  readonly executionArn: string;
  readonly status: ExecutionState;
  readonly redriveDate?: Date;
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

/** The state that a running execution entered last, from the end of its history. */
export async function readLastStateEntered(place: LedgerPlace, executionArn: string): Promise<string | undefined> {
  const input = { executionArn, reverseOrder: true, maxResults: 50, includeExecutionData: false };
  const { events } = await place.call('states', 'GetExecutionHistory', input);
  for (const event of events as readonly HistoryEntry[]) {
    if (event.stateEnteredEventDetails !== undefined) return event.stateEnteredEventDetails.name;
  }
  return undefined;
}

interface HistoryEntry {
  readonly stateEnteredEventDetails?: { readonly name: string };
}
