import { isJsonObject, type Json, type JsonObject } from '../../../asl/definition';
import { processLeaves, StatesError, timedOut } from '../../../interpreter';
import type { Shape } from '../../services';
import { renameMembers, toCamelCase, toPascalCase } from '../member-case';
import type { ServiceCall } from '../service-call';
import { jsonOfShape } from '../shape-json';
import { type ErrorNaming, taskError } from '../task-errors';

/** Waits between two looks at a job; rejects or resolves early when the signal is aborted. */
export type Sleep = (seconds: number, signal?: AbortSignal) => Promise<void>;

/** A job that a Task awaits. */
export interface AwaitedJob {
  readonly arguments: Json;
  readonly serviceCall: ServiceCall;
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  /** Told of the request's own answer. */
  readonly submitted: (answer: Json) => void;
}

const naming: ErrorNaming = {
  prefix: 'Bedrock',
  serviceName: 'Bedrock',
  unmodelledErrors: [],
  unmodelledName: 'BedrockException',
  wording: 'aws-sdk',
};

/** The author's own keys. */
const freeForm = ['*.HyperParameters'];

/** Seconds between two looks; AWS looks rarely and listens to events. */
const lookSeconds = 0.5;

/** `bedrock:createModelCustomizationJob`: starts the job, as the machine's role may. */
export async function createCustomizationJob(parameters: Json, serviceCall: ServiceCall): Promise<JsonObject> {
  if (!isJsonObject(parameters))
    throw new StatesError('States.Runtime', 'the arguments of createModelCustomizationJob must be an object');
  const input = renameMembers(parameters, toCamelCase, freeForm) as Shape;
  return callBedrock('CreateModelCustomizationJob', input, serviceCall);
}

/**
 * `bedrock:createModelCustomizationJob.sync`: starts the job and awaits its end; the result is what GetModelCustomizationJob tells.
 * An end that is no success is `States.TaskFailed` with all that as its cause. A Task that is stopped stops the job. One that times
 * out does not: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html names a stopped execution and a failed
 * branch or iteration as what cancels a job, and no timeout.
 */
export async function awaitCustomizationJob(job: AwaitedJob): Promise<Json> {
  const { serviceCall, signal, sleep } = job;
  const created = await createCustomizationJob(job.arguments, serviceCall);
  job.submitted(created);
  const jobIdentifier = String(created['JobArn']);
  for (;;) {
    const told = await callBedrock('GetModelCustomizationJob', { jobIdentifier }, serviceCall);
    if (told['Status'] === 'Completed') return told;
    if (told['Status'] === 'Failed' || told['Status'] === 'Stopped')
      throw new StatesError('States.TaskFailed', JSON.stringify(told));
    await sleep(lookSeconds, signal).catch(() => undefined);
    if (signal.aborted) return giveUp(jobIdentifier, job);
  }
}

/** Nobody wants the answer: what is thrown reaches nobody. */
async function giveUp(jobIdentifier: string, { serviceCall, signal }: AwaitedJob): Promise<never> {
  if (signal.reason !== timedOut && signal.reason !== processLeaves)
    await callBedrock('StopModelCustomizationJob', { jobIdentifier }, serviceCall).catch(() => undefined);
  throw signal.reason;
}

async function callBedrock(operation: string, input: Shape, { services, caller, requestId }: ServiceCall) {
  try {
    const answer = await services.call('bedrock', operation, input, caller);
    return renameMembers(jsonOfShape(answer), toPascalCase, freeForm) as JsonObject;
  } catch (error) {
    throw taskError(error, naming, requestId());
  }
}
