import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { Shape } from '../../services';
import { renameMembers, toCamelCase, toPascalCase } from '../member-case';
import type { ServiceCall } from '../service-call';
import { jsonOfShape } from '../shape-json';
import { type ErrorNaming, taskError } from '../task-errors';
import type { AwaitedJobType } from './awaited-job';

/** Waits between two checks of a job; rejects or resolves early when the signal is aborted. */
export type Sleep = (seconds: number, signal?: AbortSignal) => Promise<void>;

const naming: ErrorNaming = {
  prefix: 'Bedrock',
  serviceName: 'Bedrock',
  unmodelledErrors: [],
  unmodelledName: 'BedrockException',
  wording: 'aws-sdk',
};

/** The author's own keys. */
const freeForm = ['*.HyperParameters'];

/** Seconds between two checks; AWS polls rarely and uses events. */
const lookSeconds = 0.5;

const endings: readonly (Json | undefined)[] = ['Completed', 'Failed', 'Stopped'];

/** `bedrock:createModelCustomizationJob`: starts the job, as the machine's role may. */
export async function createCustomizationJob(parameters: JsonObject, serviceCall: ServiceCall): Promise<JsonObject> {
  const input = renameMembers(parameters, toCamelCase, freeForm) as Shape;
  return callBedrock('CreateModelCustomizationJob', input, serviceCall);
}

/**
 * `bedrock:createModelCustomizationJob.sync`; the result is the output of GetModelCustomizationJob. A state that times out does not
 * stop the job: https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html names a stopped execution and a failed
 * branch or iteration as what cancels a job, not a timeout.
 */
export function customizationJob(sleep: Sleep): AwaitedJobType {
  return {
    begin: createCustomizationJob,
    async ended({ JobArn: jobIdentifier }, { serviceCall, signal }) {
      for (;;) {
        const told = await callBedrock('GetModelCustomizationJob', { jobIdentifier }, serviceCall);
        if (endings.includes(told['Status'])) return told;
        await sleep(lookSeconds, signal).catch(() => undefined);
        if (signal.aborted) return told;
      }
    },
    hasSucceeded: ({ Status }) => Status === 'Completed',
    stop: ({ JobArn: jobIdentifier }, { serviceCall }) =>
      callBedrock('StopModelCustomizationJob', { jobIdentifier }, serviceCall),
    isStoppedByTimeout: false,
  };
}

async function callBedrock(operation: string, input: Shape, { services, caller, requestId }: ServiceCall) {
  try {
    const answer = await services.call('bedrock', operation, input, caller);
    return renameMembers(jsonOfShape(answer), toPascalCase, freeForm) as JsonObject;
  } catch (error) {
    throw taskError(error, naming, requestId());
  }
}
