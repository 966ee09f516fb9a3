import { isJsonObject, type Json, type JsonObject } from '../../../../asl/definition';
import {
  type ExecutionRecord,
  processLeaves,
  StatesError,
  type TaskCall,
  type TaskHandlers,
} from '../../../../interpreter';
import { executionReference } from '../arns';
import type { Executions } from '../executions/executions';

/** An awaited execution of another machine. */
export interface NestedExecution {
  readonly call: TaskCall;
  readonly signal: AbortSignal;
  readonly executions: Executions;
  readonly otherwise: TaskHandlers;
}

/**
 * `states:startExecution.sync` and `.sync:2`: starts the execution as the machine's role may, awaits its end, and answers with what
 * DescribeExecution tells; `.sync:2` has input and output as JSON. An end that is no success is `States.TaskFailed` with all that as its
 * cause. When the answer is no longer wanted, the execution is stopped, as on AWS.
 */
export async function runNestedExecution(nested: NestedExecution): Promise<Json> {
  const { call, signal, executions, otherwise } = nested;
  const { integration } = call;
  if (integration.kind !== 'service') throw new Error(`${call.resource} starts no execution`);
  const started = await otherwise.call(
    { ...call, integration: { ...integration, pattern: 'requestResponse' } },
    signal,
  );
  call.submitted(started);
  const arn = isJsonObject(started) ? String(started['ExecutionArn']) : '';
  const stop = (): void => {
    if (signal.reason !== processLeaves) void executions.stop(arn, {}).catch(() => undefined);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const record = await (executions.live(arn)?.running.result ?? executions.describe(arn).record);
    return answered(record, integration.pattern === 'sync:2');
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function answered(record: ExecutionRecord, asJson: boolean): Json {
  const { status, error, cause, output, input } = record;
  const details = { Included: true };
  const answer: JsonObject = {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: record.executionArn,
    Input: asJson ? input : JSON.stringify(input),
    InputDetails: details,
    Name: executionReference(record.executionArn).name,
    ...(output === undefined ? {} : { Output: asJson ? output : JSON.stringify(output), OutputDetails: details }),
    RedriveCount: record.redriveCount,
    StartDate: record.startDate,
    StateMachineArn: record.stateMachineArn,
    Status: status,
    StopDate: record.stopDate ?? record.startDate,
  };
  if (status === 'SUCCEEDED') return answer;
  throw new StatesError('States.TaskFailed', JSON.stringify(answer));
}
