import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { type ExecutionRecord, processLeaves, StatesError, type TaskCall } from '@document-pipelines/asl/interpreter';

/** An execution that a Task has started. */
export interface StartedExecution {
  readonly executionArn: string;
  /** Milliseconds since 1970. */
  readonly startDate: number;
  readonly result: Promise<ExecutionRecord>;
  /** StopExecution by an execution that waits for it and is stopped itself: best effort, it may get lost. */
  stop(): void;
}

/** AWS cuts a cause at 32,768 characters; here it is cut earlier, so that it cannot be parsed. */
const causeCharacters = 200;

/** `states:startExecution` with its patterns, as a Task of packages/local-aws/src/services/states has it. */
export async function answerOfStart(started: StartedExecution, call: TaskCall, signal: AbortSignal): Promise<Json> {
  const answer = { ExecutionArn: started.executionArn, StartDate: new Date(started.startDate).toISOString() };
  if (!isAwaited(call)) return answer;
  call.submitted(answer);
  const stop = (): void => {
    if (signal.reason !== processLeaves) started.stop();
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return answerOfEnd(await started.result);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Whether a Task waits for the end of what it starts. */
export function isAwaited({ integration }: Pick<TaskCall, 'integration'>): boolean {
  return integration.kind === 'service' && ['sync', 'sync:2'].includes(integration.pattern);
}

function answerOfEnd({ executionArn, name, status, error, cause, input, output }: ExecutionRecord): Json {
  const answer: JsonObject = {
    ...(cause === undefined ? {} : { Cause: cause }),
    ...(error === undefined ? {} : { Error: error }),
    ExecutionArn: executionArn,
    Input: input,
    Name: name,
    ...(output === undefined ? {} : { Output: output }),
    Status: status,
  };
  if (status === 'SUCCEEDED') return answer;
  throw new StatesError('States.TaskFailed', JSON.stringify(answer).slice(0, causeCharacters));
}
