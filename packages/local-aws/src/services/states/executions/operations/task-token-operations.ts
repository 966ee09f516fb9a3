import { executionArnOfTaskToken, type RunningExecution, TaskTokenError } from '@document-pipelines/asl/interpreter';
import { ServiceError } from '../../../service';
import { executionReference } from '../../arns';
import { onAnything, type StatesOperation } from '../../request/states-operation';
import type { Executions } from '../executions';
import { taskOutput } from './json-texts';

/** The operations that use task tokens. */
export function taskTokenOperations(executions: Executions): Readonly<Record<string, StatesOperation>> {
  const operation = (
    action: string,
    send: (running: RunningExecution, token: string, input: Parameters<StatesOperation['run']>[0]) => void,
  ): StatesOperation => ({
    permissions: onAnything(action),
    run: async (input) => {
      const token = String(input['taskToken']);
      const running = asServiceError(() => waiting(executions, token));
      asServiceError(() => send(running, token, input));
      // A result that was acknowledged is not lost with the process; a heartbeat may be.
      if (action !== 'SendTaskHeartbeat') await running.kept();
      return {};
    },
  });
  return {
    SendTaskSuccess: operation('SendTaskSuccess', (running, token, { output }) =>
      running.sendTaskSuccess(token, taskOutput(output)),
    ),
    SendTaskFailure: operation('SendTaskFailure', (running, token, { error, cause }) =>
      running.sendTaskFailure(token, {
        ...(error === undefined || error === null ? {} : { error: String(error) }),
        ...(cause === undefined || cause === null ? {} : { cause: String(cause) }),
      }),
    ),
    SendTaskHeartbeat: operation('SendTaskHeartbeat', (running, token) => running.sendTaskHeartbeat(token)),
  };
}

/** Returns the execution that waits for a token. An execution that has ended, and is known, had its task end with it. */
function waiting(executions: Executions, token: string): RunningExecution {
  const reference = executionReference(executionArnOfTaskToken(token));
  const live = executions.live(reference.executionArn);
  if (live !== undefined) return live.running;
  if (executions.find(reference) !== undefined)
    throw new ServiceError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  throw new ServiceError('TaskDoesNotExist', "Task does not exist: 'Provided task does not exist'");
}

function asServiceError<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof TaskTokenError) throw new ServiceError(error.name, error.message);
    if (error instanceof ServiceError && error.name === 'InvalidArn')
      throw new ServiceError('InvalidToken', "Invalid Token: 'Invalid token'");
    throw error;
  }
}
