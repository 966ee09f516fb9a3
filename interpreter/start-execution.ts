import type { ExecutionRecord } from './execution-record';
import type { ExecutionSurroundings, RunningExecution, StartExecutionOptions } from './running-execution';

/** Starts an execution; it runs until it first has to wait before this returns. */
export function startExecution(options: StartExecutionOptions): RunningExecution {
  throw new Error(`cannot start ${options.executionArn} yet`);
}

/** Goes on with a RUNNING execution that another process left; an effect that was in flight is repeated. */
export function resumeExecution(record: ExecutionRecord, _surroundings: ExecutionSurroundings): RunningExecution {
  throw new Error(`cannot resume ${record.executionArn} yet`);
}
