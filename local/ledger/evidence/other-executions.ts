import { executionReference } from '../execution-reference';
import { isServiceError, type LedgerPlace, type MachineNames } from '../ledger-place';
import type { ExecutionState } from './executions';
import { allPages, follow } from './pages';

/** An execution as ListExecutions has it. */
export interface ListedExecution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: ExecutionState;
  readonly redriveDate?: Date;
}

/** An execution of a state machine whose input is no document. */
export interface OtherExecution extends ListedExecution {
  readonly machine: MachineNames;
}

/** Every execution of the machines beside the document pipeline. Express ones tell nobody of theirs and are left out. */
export async function readOtherExecutions(place: LedgerPlace): Promise<readonly OtherExecution[]> {
  const others = place.names.machines.filter(({ arn }) => arn !== place.names.documentPipelineArn);
  const found: OtherExecution[] = [];
  for (const machine of others) {
    const listed = await listUnlessExpress(place, machine.arn);
    found.push(...listed.map((execution) => ({ ...execution, machine })));
  }
  return found;
}

/** Every running execution, those of Distributed Maps included; Express ones tell nobody of theirs and are left out. */
export async function readRunning(place: LedgerPlace): Promise<readonly ListedExecution[]> {
  const running = { statusFilter: 'RUNNING' };
  const found: OtherExecution[] = [];
  for (const machine of place.names.machines) {
    const executions = await listed(place, { stateMachineArn: machine.arn, ...running }).catch(noneOfExpress);
    found.push(...executions.map((execution) => ({ ...execution, machine })));
  }
  return [...found, ...(await readRunningChildren(place, found))];
}

/** The running children of running Map Runs: they work on documents, and nothing else lists them. */
export async function readRunningChildren(
  place: LedgerPlace,
  others: readonly OtherExecution[],
): Promise<readonly ListedExecution[]> {
  const children: ListedExecution[] = [];
  for (const { executionArn } of others.filter(({ status }) => status === 'RUNNING')) {
    const mapRuns = await allPages<{ readonly mapRunArn: string }>(
      (from) => place.call('states', 'ListMapRuns', { executionArn, ...from }),
      (answer) => answer['mapRuns'],
      (answer) => follow(answer, { nextToken: 'nextToken' }),
    );
    for (const { mapRunArn } of mapRuns)
      children.push(...(await listed(place, { mapRunArn, statusFilter: 'RUNNING' }).catch(noneOfExpress)));
  }
  return children.filter(({ executionArn }) => executionReference(executionArn)?.isExpress === false);
}

/** The executions that ListExecutions gives for a state machine or a Map Run. */
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

function listUnlessExpress(place: LedgerPlace, stateMachineArn: string): Promise<readonly ListedExecution[]> {
  return listed(place, { stateMachineArn }).catch(noneOfExpress);
}

function noneOfExpress(error: unknown): readonly ListedExecution[] {
  if (isServiceError(error, 'StateMachineTypeNotSupported')) return [];
  throw error;
}
