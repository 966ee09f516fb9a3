import type { ExecutionRecord } from './execution-record';
import { Execution } from './run/execution';
import type { ExecutionSurroundings, RunningExecution, StartExecutionOptions } from './running-execution';

/** Starts an execution. It begins in the next microtask, so that the caller has it in hand before a task is called. */
export function startExecution(options: StartExecutionOptions): RunningExecution {
  const { executionArn, name, stateMachineArn, stateMachineName, roleArn, type, input } = options;
  const record: ExecutionRecord = {
    executionArn,
    name,
    stateMachineArn,
    stateMachineName,
    roleArn,
    type,
    status: 'RUNNING',
    startDate: options.clock.now(),
    input,
    statesEntered: 0,
    retries: 0,
    redriveCount: 0,
    history: [],
  };
  return new Execution(record, options).begin();
}

/**
 * Goes on with a RUNNING execution that another process left. Deadlines are kept, and an effect that was in flight is repeated, as
 * AWS may. Throws when the record has ended, or does not fit the definition.
 */
export function resumeExecution(record: ExecutionRecord, surroundings: ExecutionSurroundings): RunningExecution {
  if (record.status !== 'RUNNING')
    throw new Error(
      `the execution \`${record.executionArn}\` has ended (${record.status}): there is nothing to resume`,
    );
  return new Execution(record, surroundings).begin();
}
