import type { Json } from '../../language/definition';
import type { ExecutionRecord, ExecutionStatus } from '../execution-record';
import { isoTime } from '../run/context-object';

/** What is kept of a child execution that has ended, or (PENDING) has not begun. */
export interface ChildOutcome {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'> | 'PENDING';
  readonly output?: Json;
  readonly details?: ChildDetails;
}

/** The result files' entry of a child execution. */
export type ChildDetails = Pick<
  ExecutionRecord,
  | 'executionArn'
  | 'name'
  | 'stateMachineArn'
  | 'startDate'
  | 'stopDate'
  | 'input'
  | 'error'
  | 'cause'
  | 'redriveCount'
  | 'output'
> & { readonly status: ChildOutcome['status'] };

/** Returns what is kept of a record: details only if they will be written. */
export function outcomeOf(record: ExecutionRecord, keepsDetails: boolean): ChildOutcome {
  const { status, output } = record;
  const ended = status as Exclude<ExecutionStatus, 'RUNNING'>;
  if (!keepsDetails) return { status: ended, output };
  const { executionArn, name, stateMachineArn, startDate, stopDate, input, error, cause, redriveCount } = record;
  const details = { executionArn, name, stateMachineArn, startDate, stopDate, input, error, cause, redriveCount };
  return { status: ended, output, details: { ...details, status: ended, output } };
}

/** The outcome of a child that did not begin. */
export function pendingOutcome(record: ExecutionRecord): ChildOutcome {
  return { status: 'PENDING', details: { ...record, status: 'PENDING' } };
}

/**
 * A child as in the result files: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function resultEntry(details: ChildDetails): Json {
  const { error, cause, output, stopDate } = details;
  return {
    ExecutionArn: details.executionArn,
    Input: JSON.stringify(details.input),
    InputDetails: { Included: true },
    Name: details.name,
    ...(error === undefined ? undefined : { Error: error }),
    ...(cause === undefined ? undefined : { Cause: cause }),
    ...(output === undefined ? undefined : { Output: JSON.stringify(output), OutputDetails: { Included: true } }),
    RedriveCount: details.redriveCount,
    ...redriveStatus(details),
    StartDate: isoTime(details.startDate),
    StateMachineArn: details.stateMachineArn,
    Status: details.status,
    ...(stopDate === undefined ? undefined : { StopDate: isoTime(stopDate) }),
  };
}

function redriveStatus({ status }: ChildDetails): Record<string, string> {
  if (status === 'PENDING') return {};
  if (status !== 'SUCCEEDED') return { RedriveStatus: 'REDRIVABLE_BY_MAP_RUN' };
  return {
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
  };
}
