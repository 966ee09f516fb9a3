import { clockNotBefore } from './clock';
import type { CompiledScope, CompiledState, TaskBehaviour } from './compile/compiled-state-machine';
import type { ExecutionRecord } from './execution-record';
import { redriveRecord } from './redrive/redrive-record';
import { redriveStatusOf } from './redrive/redrive-status';
import { Execution } from './run/execution';
import type { ExecutionDependencies, RunningExecution, StartExecutionOptions } from './running-execution';

/**
 * Starts an execution. Throws an Error if an Express one, or an Express child of its Distributed Maps, would have to
 * wait for a job or a token. It begins in the next microtask, so that the caller has it before a task is called.
 */
export function startExecution(options: StartExecutionOptions): RunningExecution {
  const { executionArn, name, stateMachineArn, stateMachineName, roleArn, type, input } = options;
  if (type === 'EXPRESS') refuseWaiting(options.stateMachine.scope);
  else refuseWaitingChildren(options.stateMachine.scope);
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
 * Continues a RUNNING execution that another process left. Deadlines stay, even if the computer's time was set back
 * since, and an effect that was in flight is repeated, as AWS may do. Throws if the record has ended, or does not fit
 * the definition.
 */
export function resumeExecution(record: ExecutionRecord, dependencies: ExecutionDependencies): RunningExecution {
  if (record.status !== 'RUNNING')
    throw new Error(
      `the execution \`${record.executionArn}\` has ended (${record.status}): there is nothing to resume`,
    );
  return new Execution(record, withClockAfter(record, dependencies)).begin();
}

/** The moment of the last event is not in the future. */
function withClockAfter(
  { history, startDate }: ExecutionRecord,
  dependencies: ExecutionDependencies,
): ExecutionDependencies {
  return { ...dependencies, clock: clockNotBefore(dependencies.clock, history.at(-1)?.timestamp ?? startDate) };
}

/**
 * Continues an execution that failed, was aborted or timed out: from its last position, with the same ARN and history.
 * Throws an Error with the reason if it cannot be redriven (`redriveStatusOf` returns the reason beforehand).
 */
export function redriveExecution(record: ExecutionRecord, dependencies: ExecutionDependencies): RunningExecution {
  const later = withClockAfter(record, dependencies);
  const now = later.clock.now();
  const { redriveStatus, redriveStatusReason } = redriveStatusOf(record, now);
  if (redriveStatus !== 'REDRIVABLE')
    throw new Error(redriveStatusReason ?? 'Use RedriveExecution on the Map Run parent execution to redrive');
  return new Execution(redriveRecord(record, now), later).begin();
}

/** Express supports neither `.sync` nor `.waitForTaskToken` nor activities nor Distributed Maps. */
function refuseWaiting({ states }: CompiledScope): void {
  for (const state of states.values()) {
    if (state.type === 'Map' && state.mode === 'DISTRIBUTED')
      throw new Error(`the state \`${state.name}\` is a Distributed Map, which Express state machines do not support`);
    if (state.type === 'Task') refuseWaitingTask(state);
    innerScopes(state).forEach(refuseWaiting);
  }
}

function refuseWaitingTask({ name, task: { resource, integration } }: CompiledState<TaskBehaviour>): void {
  const isJob = integration.kind === 'service' && integration.pattern !== 'requestResponse';
  if (isJob || integration.kind === 'activity')
    throw new Error(`the state \`${name}\` calls \`${resource}\`, which Express state machines do not support`);
}

/** The same holds for the Express children of Distributed Maps. */
function refuseWaitingChildren({ states }: CompiledScope): void {
  for (const state of states.values()) {
    if (state.type === 'Map' && state.mode === 'DISTRIBUTED') {
      const { type, processor } = state.distributed;
      (type === 'EXPRESS' ? refuseWaiting : refuseWaitingChildren)(processor.scope);
    }
    innerScopes(state).forEach(refuseWaitingChildren);
  }
}

/** The scopes that run inside a state, in its execution. */
function innerScopes(state: CompiledState): readonly CompiledScope[] {
  if (state.type === 'Parallel') return state.branches;
  return state.type === 'Map' && state.mode === 'INLINE' ? [state.itemProcessor] : [];
}
