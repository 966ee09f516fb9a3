import { type Account, allPages, follow, isServiceError, type MachineNames } from '../../account';

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
export async function readOtherExecutions(account: Account): Promise<readonly OtherExecution[]> {
  const others = account.names.machines.filter(({ arn }) => arn !== account.names.documentPipelineArn);
  const found: OtherExecution[] = [];
  for (const machine of others) {
    const executions = await listExecutions(account, { stateMachineArn: machine.arn }).catch(noneOfExpress);
    found.push(...executions.map((execution) => ({ ...execution, machine })));
  }
  return found;
}

/**
 * Returns every running execution that was started by itself: a child of a batch waits for one of them. Express executions cannot be
 * listed.
 */
export async function readRunning(account: Account): Promise<readonly ListedExecution[]> {
  const found: ListedExecution[] = [];
  for (const { arn: stateMachineArn } of account.names.machines)
    found.push(...(await listExecutions(account, { stateMachineArn, statusFilter: 'RUNNING' }).catch(noneOfExpress)));
  return found;
}

/** Returns all executions of a state machine, from ListExecutions. */
export async function listExecutions(
  account: Account,
  of: Readonly<Record<string, string>>,
): Promise<readonly ListedExecution[]> {
  return allPages<ListedExecution>(
    (from) => account.call('states', 'ListExecutions', { ...of, maxResults: 1000, ...from }),
    ({ executions }) => executions,
    (answer) => follow(answer, { nextToken: 'nextToken' }),
  );
}

function noneOfExpress(error: unknown): readonly ListedExecution[] {
  if (isServiceError(error, 'StateMachineTypeNotSupported')) return [];
  throw error;
}
