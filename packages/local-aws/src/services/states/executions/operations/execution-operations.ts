import type { Shape } from '../../../service';
import { standardExecutionReference } from '../../arns';
import { describedRevision } from '../../machines/state-machine-operations';
import type { StateMachineRegistry } from '../../machines/state-machine-registry';
import { page } from '../../request/page';
import { onResource, onStateMachine, type StatesOperation } from '../../request/states-operation';
import { doesNotExist, type Executions } from '../executions';
import { describedExecution, toHistoryEvent } from './execution-answers';
import { listExecutions } from './list-executions';

/** The operations on executions that have been started. */
export function executionOperations(
  executions: Executions,
  registry: StateMachineRegistry,
): Readonly<Record<string, StatesOperation>> {
  const now = (): number => executions.options.clock.now();
  const operation = (action: string, run: StatesOperation['run']): StatesOperation => ({
    permissions: onResource(action, 'executionArn'),
    run: (input) => {
      standardExecutionReference(input['executionArn']);
      return run(input);
    },
  });
  return {
    DescribeExecution: operation('DescribeExecution', ({ executionArn, includedData }) => {
      const { record, kept } = executions.describe(executionArn);
      return describedExecution(record, kept.origin, { includedData, now: now() });
    }),
    DescribeStateMachineForExecution: operation('DescribeStateMachineForExecution', (input) =>
      stateMachineForExecution(input, executions, registry),
    ),
    GetExecutionHistory: operation('GetExecutionHistory', (input) => {
      const { record } = executions.describe(input['executionArn']);
      const ordered = input['reverseOrder'] === true ? [...record.history].reverse() : record.history;
      const { items, nextToken } = page(ordered, input, ({ id }) => id);
      return {
        events: items.map((event) => toHistoryEvent(event, input['includeExecutionData'] !== false)),
        ...nextToken,
      };
    }),
    ListExecutions: {
      permissions: (input) =>
        input['mapRunArn'] === undefined
          ? onStateMachine('ListExecutions', ({ stateMachineArn }) => stateMachineArn)(input)
          : onResource('ListExecutions', 'mapRunArn')(input),
      run: (input) => listExecutions(input, executions, registry),
    },
    StopExecution: operation('StopExecution', async ({ executionArn, error, cause }) => {
      const reason = { ...optionalProperty('error', error), ...optionalProperty('cause', cause) };
      const { stopDate = now() } = await executions.stop(executionArn, reason);
      return { stopDate: new Date(stopDate) };
    }),
    RedriveExecution: operation('RedriveExecution', async ({ executionArn, clientToken }) => {
      const token = clientToken === undefined ? undefined : String(clientToken);
      const { redriveDate = now() } = await executions.redrive(executionArn, token);
      return { redriveDate: new Date(redriveDate) };
    }),
  };
}

function optionalProperty(name: 'error' | 'cause', value: unknown): { readonly [key in typeof name]?: string } {
  return value === undefined || value === null ? {} : { [name]: String(value) };
}

function stateMachineForExecution(
  { executionArn, includedData }: Shape,
  executions: Executions,
  registry: StateMachineRegistry,
): Shape {
  const { record, kept } = executions.describe(executionArn);
  const [machineName = '', label] = standardExecutionReference(executionArn).stateMachineName.split('/');
  const entry = registry.find(machineName);
  const revision = entry?.revisions[kept.origin.revisionId];
  if (entry === undefined || revision === undefined) throw doesNotExist(String(executionArn));
  const { mapRunArn } = record;
  return {
    stateMachineArn: entry.stateMachineArn,
    name: entry.name,
    updateDate: new Date(revision.updateDate ?? entry.creationDate),
    ...describedRevision(revision, includedData),
    ...(mapRunArn === undefined ? {} : { mapRunArn, label }),
  };
}
