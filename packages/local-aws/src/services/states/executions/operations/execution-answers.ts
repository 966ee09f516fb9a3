import { type ExecutionRecord, type HistoryEvent, redriveStatusOf } from '@document-pipelines/asl/interpreter';
import type { Shape } from '../../../service';
import type { ExecutionOrigin, ExecutionSnapshot } from '../archive/execution-archive';

/** Returns an execution in the shape of DescribeExecution's output. */
export function describedExecution(
  record: ExecutionRecord,
  origin: ExecutionOrigin,
  { includedData, now }: { readonly includedData: unknown; readonly now: number },
): Shape {
  const { error, cause, mapRunArn } = record;
  const told = redriveStatusOf(record, now);
  return {
    ...listedExecution(record, origin),
    ...executionData(record, includedData),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined || includedData === 'METADATA_ONLY' ? {} : { cause }),
    ...(mapRunArn === undefined ? {} : { mapRunArn }),
    redriveCount: record.redriveCount,
    ...told,
  };
}

/** Returns input and output, or that they are left out. */
export function executionData({ input, output }: ExecutionRecord, includedData: unknown): Shape {
  const details = { included: includedData !== 'METADATA_ONLY' };
  if (!details.included) return { inputDetails: details, ...(output === undefined ? {} : { outputDetails: details }) };
  return {
    input: JSON.stringify(input),
    inputDetails: details,
    ...(output === undefined ? {} : { output: JSON.stringify(output), outputDetails: details }),
  };
}

/** Returns an execution in the shape of ListExecutions' output. */
export function listedExecution(record: ExecutionSnapshot, origin: ExecutionOrigin): Shape {
  const { executionArn, stateMachineArn, name, status, startDate, stopDate, redriveCount, redriveDate } = record;
  const { stateMachineVersionArn, stateMachineAliasArn } = origin;
  const { mapRunArn, itemCount } = record;
  return {
    executionArn,
    stateMachineArn,
    name,
    status,
    startDate: new Date(startDate),
    ...(stopDate === undefined ? {} : { stopDate: new Date(stopDate) }),
    ...(mapRunArn === undefined ? {} : { mapRunArn, itemCount }),
    ...(stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn }),
    ...(stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn }),
    redriveCount,
    ...(redriveDate === undefined ? {} : { redriveDate: new Date(redriveDate) }),
  };
}

const dataFields = new Set([
  'input',
  'output',
  'parameters',
  'cause',
  'assignedVariables',
  'inputDetails',
  'outputDetails',
  'assignedVariablesDetails',
  'taskCredentials',
]);

/**
 * Returns an event in the shape of GetExecutionHistory's output; without data it keeps its outline: inputs, outputs and causes are
 * left out.
 */
export function toHistoryEvent(event: HistoryEvent, includeExecutionData: boolean): Shape {
  const timestamp = new Date(event.timestamp);
  if (includeExecutionData) return { ...event, timestamp };
  const outline = Object.entries(event).map(([key, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [key, value];
    return [key, Object.fromEntries(Object.entries(value).filter(([field]) => !dataFields.has(field)))];
  });
  return { ...Object.fromEntries(outline), timestamp };
}
