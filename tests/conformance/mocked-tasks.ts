import { isDeepStrictEqual } from 'node:util';
import type { Json } from '@document-pipelines/asl/definition';
import {
  type Clock,
  type RunningExecution,
  StatesError,
  type TaskCall,
  type TaskHandlers,
} from '@document-pipelines/asl/interpreter';
import type { ExecutionCase, MockedCall } from './record';

/**
 * Mocks tasks with the recorded results: one entry is one attempt; a call beyond the entries is a failure of the case. Requests are
 * added to `calls`.
 */
export function mockedTasks(
  mocks: NonNullable<ExecutionCase['mocks']>,
  clock: Clock,
  execution: (executionArn: string) => RunningExecution | undefined,
  calls: Record<string, Json[]>,
): TaskHandlers {
  const left = new Map(Object.entries(mocks).map(([stateName, calls]) => [stateName, [...calls]]));
  return {
    async call(call) {
      calls[call.stateName] = [...(calls[call.stateName] ?? []), call.arguments];
      const mocked = takeMock(left.get(call.stateName) ?? [], call);
      if (mocked === undefined) throw new Error(`no recorded answer is left for the state ${call.stateName}`);
      if (call.taskToken === undefined) return answer(mocked, call);
      clock.sleep(0).then(() => answerByToken(mocked, call.taskToken!, execution(call.executionArn)));
      return mocked.submitted ?? {};
    },
  };
}

/** With concurrency the entry is chosen by the iteration's index, or by the request. */
function takeMock(left: MockedCall[], call: TaskCall): MockedCall | undefined {
  const index = call.mapIndexes.at(-1);
  const byIndex = left.findIndex((mocked) => mocked.mapIndex !== undefined && mocked.mapIndex === index);
  const byRequest = left.findIndex((mocked) => isDeepStrictEqual(mocked.request, call.arguments));
  const found = [byIndex, byRequest, 0].find((each) => each >= 0)!;
  return left.splice(found, 1)[0];
}

function answer(mocked: MockedCall, call: TaskCall): Json {
  if (mocked.submitted !== undefined) call.submitted(mocked.submitted);
  if ('return' in mocked) return mocked.return!;
  throw new StatesError(mocked.error ?? 'States.TaskFailed', mocked.cause);
}

function answerByToken(mocked: MockedCall, taskToken: string, execution: RunningExecution | undefined): void {
  if (mocked.timedOut === true || execution === undefined) return;
  if ('return' in mocked) execution.sendTaskSuccess(taskToken, mocked.return!);
  else execution.sendTaskFailure(taskToken, { error: mocked.error ?? undefined, cause: mocked.cause });
}
