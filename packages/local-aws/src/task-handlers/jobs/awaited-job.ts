import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { processLeaves, StatesError, type TaskCall, timedOut } from '@document-pipelines/asl/interpreter';
import type { ServiceCall } from '../service-call';

/** A job that a Task awaits. */
export interface AwaitedJob {
  readonly call: Pick<TaskCall, 'executionArn' | 'submission' | 'submitted'>;
  readonly parameters: JsonObject;
  readonly serviceCall: ServiceCall;
  /** Aborted when the Task no longer waits. */
  readonly signal: AbortSignal;
}

/** An integration that can be awaited, using the role of the machine. */
export interface AwaitedJobType {
  /** Sends the request. */
  begin(parameters: JsonObject, serviceCall: ServiceCall): Promise<JsonObject>;
  /** Returns the description of the job once it has ended. The result is not used once the signal is aborted. */
  ended(begun: JsonObject, job: AwaitedJob): Promise<JsonObject>;
  hasSucceeded(told: JsonObject): boolean;
  /** Cancels the job; errors are ignored. */
  stop(begun: JsonObject, job: AwaitedJob): Promise<unknown>;
  /** Whether a state that times out stops the job as well. */
  readonly isStoppedByTimeout: boolean;
}

/**
 * `.sync` and `.sync:2`: begins the job, unless an earlier process has, and awaits its end. A job that did not succeed is
 * `States.TaskFailed` with the whole description of the job as its cause. A Task that is stopped stops the job, best effort:
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export async function awaitJob(kind: AwaitedJobType, job: AwaitedJob): Promise<Json> {
  const begun = await begin(kind, job);
  const told = await Promise.race([untilAborted(job.signal), kind.ended(begun, job)]);
  if (told === undefined) return giveUp(kind, begun, job);
  if (kind.hasSucceeded(told)) return told;
  throw new StatesError('States.TaskFailed', JSON.stringify(told));
}

async function begin(kind: AwaitedJobType, { call, parameters, serviceCall }: AwaitedJob): Promise<JsonObject> {
  if (isJsonObject(call.submission)) return call.submission;
  const begun = await kind.begin(parameters, serviceCall);
  call.submitted(begun);
  return begun;
}

function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

/** The result is not used, and errors are ignored. */
async function giveUp(kind: AwaitedJobType, begun: JsonObject, job: AwaitedJob): Promise<never> {
  const { reason } = job.signal;
  const isLeft = reason === processLeaves || (reason === timedOut && !kind.isStoppedByTimeout);
  if (!isLeft) await kind.stop(begun, job).catch(() => undefined);
  throw reason;
}
