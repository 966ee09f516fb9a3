import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import { renameMembers, toCamelCase, toPascalCase } from './member-case';
import { ask, optimizedNaming, request } from './optimized-request';
import type { ServiceCall } from './service-call';

const naming = optimizedNaming('StepFunctions', 'AWSStepFunctions', 'AWSStepFunctionsException');

/** `states:startExecution`: starts an execution of a machine; returns the output of StartExecution, in PascalCase. */
export async function startExecution(parameters: JsonObject, call: ServiceCall): Promise<JsonObject> {
  const { Input: input, ...rest } = parameters;
  const named = renameMembers(rest, toCamelCase, []) as JsonObject;
  const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  const answer = await request('states', 'StartExecution', { ...named, input: text }, { call, naming });
  return renameMembers(answer, toPascalCase, ['*.SdkHttpMetadata']) as JsonObject;
}

/** Returns the output of DescribeExecution, in PascalCase and in the order of the names, as in a Task that awaits an execution. */
export async function describeExecution(executionArn: Json | undefined, call: ServiceCall): Promise<JsonObject> {
  const answer = await ask('states', 'DescribeExecution', { executionArn }, { call, naming });
  const told = renameMembers(answer, toPascalCase, []) as JsonObject;
  return Object.fromEntries(Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** StopExecution, with a cause. */
export async function stopExecution(
  executionArn: Json | undefined,
  cause: string,
  call: ServiceCall,
): Promise<JsonObject> {
  return ask('states', 'StopExecution', { executionArn, cause }, { call, naming });
}
