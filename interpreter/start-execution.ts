import type { CompiledScope } from './compile/compiled-state-machine';
import type { ExecutionRecord } from './execution-record';
import { Execution } from './run/execution';
import type { ExecutionSurroundings, RunningExecution, StartExecutionOptions } from './running-execution';

/**
 * Starts an execution. Throws an Error when an Express one would have to wait for a job or a token. It begins in the next microtask, so that the caller has it in
 * hand before a task is called.
 */
export function startExecution(options: StartExecutionOptions): RunningExecution {
  const { executionArn, name, stateMachineArn, stateMachineName, roleArn, type, input } = options;
  if (type === 'EXPRESS') refuseWaiting(options.stateMachine.scope);
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

/** Express knows neither `.sync` nor `.waitForTaskToken` nor activities. */
function refuseWaiting({ states }: CompiledScope): void {
  for (const { name, task, scopes } of states.values()) {
    const { integration } = task ?? {};
    const isJob = integration?.kind === 'service' && integration.pattern !== 'requestResponse';
    if (isJob || integration?.kind === 'activity')
      throw new Error(`the state \`${name}\` calls \`${task!.resource}\`, which Express state machines do not support`);
    scopes?.forEach(refuseWaiting);
  }
}
