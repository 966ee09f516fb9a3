import { isServiceError, type LedgerPlace, type MachineNames } from '../ledger-place';
import { allPages, follow } from './pages';

/** Status of an execution; `MISSING`: Step Functions does not know it (any more). */
export type ExecutionState =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'TIMED_OUT'
  | 'ABORTED'
  | 'PENDING_REDRIVE'
  | 'MISSING';

/** An execution as ListExecutions has it. */
export interface ListedExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: ExecutionState;
  readonly redriveDate?: Date;
}

/** An execution of a state machine whose input is not a document. */
export interface OtherExecution extends ListedExecution {
  readonly machine: MachineNames;
}

/** Returns every execution of the machines other than the document pipeline. Express executions cannot be listed and are left out. */
export async function readOtherExecutions(place: LedgerPlace): Promise<readonly OtherExecution[]> {
  const others = place.names.machines.filter(({ arn }) => arn !== place.names.documentPipelineArn);
  const found: OtherExecution[] = [];
  for (const machine of others) {
    const executions = await listed(place, { stateMachineArn: machine.arn }).catch(noneOfExpress);
    found.push(...executions.map((execution) => ({ ...execution, machine })));
  }
  return found;
}

/**
 * Returns every running execution that was started by itself: a child of a batch waits for one of them. Express executions cannot be
 * listed.
 */
export async function readRunning(place: LedgerPlace): Promise<readonly ListedExecution[]> {
  const found: ListedExecution[] = [];
  for (const { arn: stateMachineArn } of place.names.machines)
    found.push(...(await listed(place, { stateMachineArn, statusFilter: 'RUNNING' }).catch(noneOfExpress)));
  return found;
}

/** Returns all executions of a state machine, from ListExecutions. */
export async function listed(
  place: LedgerPlace,
  of: Readonly<Record<string, string>>,
): Promise<readonly ListedExecution[]> {
  return allPages<ListedExecution>(
    (from) => place.call('states', 'ListExecutions', { ...of, maxResults: 1000, ...from }),
    ({ executions }) => executions,
    (answer) => follow(answer, { nextToken: 'nextToken' }),
  );
}

function noneOfExpress(error: unknown): readonly ListedExecution[] {
  if (isServiceError(error, 'StateMachineTypeNotSupported')) return [];
  throw error;
}
