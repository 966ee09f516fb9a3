import type { Json } from '../../../asl/definition';
import type { ExecutionRecord, HistoryEvent } from '../../../interpreter';
import { type Operation, ServiceError, type Shape } from '../service';
import { stateMachinePermission, stateMachineReference } from './arns';
import type { ExecutionOrigin } from './execution-file';
import type { Executions, ExecutionSnapshot } from './executions';
import { page } from './page';
import type { StateMachineRegistry } from './state-machine-registry';

/** Bytes of an execution's input and of a task's output. */
const maxDataBytes = 262_144;

/** The operations on executions and task tokens. */
export function executionOperations(
  executions: Executions,
  registry: StateMachineRegistry,
): Readonly<Record<string, Operation>> {
  const operation = (
    action: string,
    arnField: 'stateMachineArn' | 'executionArn',
    run: (input: Shape) => Promise<Shape>,
  ): Operation => ({
    permissions: (input) => [
      arnField === 'stateMachineArn'
        ? stateMachinePermission(action, input[arnField])
        : { action: `states:${action}`, resource: String(input[arnField]) },
    ],
    run,
  });
  return {
    StartExecution: operation('StartExecution', 'stateMachineArn', async (input) => {
      const machine = registry.resolve(input['stateMachineArn']);
      const name = input['name'] === undefined ? undefined : String(input['name']);
      const { executionArn, startDate } = await executions.start(machine, executionInput(input['input']), name);
      return { executionArn, startDate: new Date(startDate) };
    }),
    DescribeExecution: operation('DescribeExecution', 'executionArn', async (input) => {
      const { record, file } = executions.describe(input['executionArn']);
      return describeExecution(record, file.origin);
    }),
    DescribeStateMachineForExecution: operation('DescribeStateMachineForExecution', 'executionArn', async (input) => {
      const { record, file } = executions.describe(input['executionArn']);
      const { entry } = registry.resolve(record.stateMachineArn);
      const revision = entry.revisions[file.origin.revisionId];
      return {
        stateMachineArn: record.stateMachineArn,
        name: entry.name,
        ...revision,
        updateDate: new Date(entry.creationDate),
      };
    }),
    GetExecutionHistory: operation('GetExecutionHistory', 'executionArn', async (input) => {
      const { record } = executions.describe(input['executionArn']);
      const ordered = input['reverseOrder'] === true ? [...record.history].reverse() : record.history;
      const { items, nextToken } = page(ordered, input);
      const events = items.map((event) => ({
        ...shown(event, input['includeExecutionData'] !== false),
        timestamp: new Date(event.timestamp),
      }));
      return { events, ...nextToken };
    }),
    ListExecutions: operation('ListExecutions', 'stateMachineArn', async (input) => {
      const { entry } = registry.resolve(input['stateMachineArn']);
      const { statusFilter } = input;
      const all = executions
        .list(entry.name)
        .filter(({ status }) => statusFilter === undefined || status === statusFilter);
      const { items, nextToken } = page(all, input);
      return { executions: items.map(listItem), ...nextToken };
    }),
    StopExecution: operation('StopExecution', 'executionArn', async (input) => {
      const { error, cause } = input as { error?: string; cause?: string };
      const reason = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
      const { stopDate = 0 } = await executions.stop(input['executionArn'], reason);
      return { stopDate: new Date(stopDate) };
    }),
    ...taskOperations(executions),
  };
}

function taskOperations(executions: Executions): Readonly<Record<string, Operation>> {
  // AWS offers no narrower resource than `*` for these three.
  const operation = (action: string, run: (input: Shape) => Promise<void>): Operation => ({
    permissions: () => [{ action: `states:${action}`, resource: '*' }],
    run: async (input) => {
      await run(input);
      return {};
    },
  });
  return {
    SendTaskSuccess: operation('SendTaskSuccess', async (input) => {
      const output = taskOutput(input['output']);
      await executions.sendTask(input['taskToken'], (running, token) => running.sendTaskSuccess(token, output));
    }),
    SendTaskFailure: operation('SendTaskFailure', async (input) => {
      const { error, cause } = input as { error?: string; cause?: string };
      const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
      await executions.sendTask(input['taskToken'], (running, token) => running.sendTaskFailure(token, failure));
    }),
    SendTaskHeartbeat: operation('SendTaskHeartbeat', async (input) =>
      executions.sendTaskHeartbeat(input['taskToken']),
    ),
  };
}

function executionInput(text: unknown): Json {
  if (text === undefined || text === null) return {};
  return parseBounded(
    text,
    (message) => new ServiceError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${message}'`),
  );
}

function taskOutput(text: unknown): Json {
  return parseBounded(text, (message) => new ServiceError('InvalidOutput', `Invalid Output: '${message}'`));
}

function parseBounded(text: unknown, refuse: (message: string) => ServiceError): Json {
  if (typeof text !== 'string') throw refuse('a JSON text is due');
  if (Buffer.byteLength(text) > maxDataBytes) throw refuse(`the text is longer than ${maxDataBytes} bytes of UTF-8`);
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}

function describeExecution(record: ExecutionRecord, origin: ExecutionOrigin): Shape {
  const { output, error, cause } = record;
  return {
    ...listItem(record),
    input: JSON.stringify(record.input),
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: { included: true } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...(origin.stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn: origin.stateMachineVersionArn }),
    ...(origin.stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn: origin.stateMachineAliasArn }),
    redriveCount: record.redriveCount,
  };
}

function listItem({ executionArn, stateMachineArn, name, status, startDate, stopDate }: ExecutionSnapshot): Shape {
  return {
    executionArn,
    stateMachineArn: stateMachineReference(stateMachineArn).stateMachineArn,
    name,
    status,
    startDate: new Date(startDate),
    ...(stopDate === undefined ? {} : { stopDate: new Date(stopDate) }),
  };
}

/** Without data, an event keeps its outline: inputs, outputs and causes are left out. */
function shown(event: HistoryEvent, includeExecutionData: boolean): Shape {
  if (includeExecutionData) return { ...event };
  const dataFields = new Set(['input', 'output', 'parameters', 'cause', 'assignedVariables']);
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => {
      if (typeof value !== 'object' || value === null) return [key, value];
      return [key, Object.fromEntries(Object.entries(value).filter(([field]) => !dataFields.has(field)))];
    }),
  );
}
