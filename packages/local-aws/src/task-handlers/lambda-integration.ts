import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { StatesError } from '@document-pipelines/asl/interpreter';
import type { Shape } from '../services';
import { type ServiceCall, sdkMetadata } from './service-call';
import { jsonOfShape } from './shape-json';
import { taskError } from './task-errors';

const naming = {
  prefix: 'Lambda',
  serviceName: 'Lambda',
  unmodelledErrors: ['AccessDeniedException'],
  unmodelledName: 'AWSLambdaException',
  wording: 'optimized',
} as const;

/** `lambda:invoke`: returns Lambda's output, with the payload as a JSON value. A function's error is the task's, by its bare name. */
export async function invokeFunction(parameters: JsonObject, call: ServiceCall): Promise<Json> {
  const { Payload: payload, ...rest } = parameters;
  const { answer, requestId } = await invoke(
    { ...rest, ...(payload === undefined ? {} : { Payload: bytesOf(payload) }) },
    call,
  );
  const { Payload: answered, ...told } = jsonOfShape(answer);
  return {
    ...told,
    ...(typeof answered === 'string' && answered !== '' ? { Payload: parsePayload(answered) } : {}),
    ...sdkMetadata(requestId),
  } as Json;
}

/** A function's own ARN as `Resource`: the handler receives the input and returns the result. */
export async function invokeFunctionByArn(functionArn: string, input: Json, call: ServiceCall): Promise<Json> {
  const { answer } = await invoke({ FunctionName: functionArn, Payload: bytesOf(input) }, call);
  return parsePayload(String(jsonOfShape(answer)['Payload'] ?? 'null'));
}

async function invoke(
  input: Shape,
  { services, caller, requestId }: ServiceCall,
): Promise<{ readonly answer: Shape; readonly requestId: string }> {
  const id = requestId();
  let answer: Shape;
  try {
    answer = await services.call('lambda', 'Invoke', input, caller);
  } catch (error) {
    throw taskError(error, naming, id);
  }
  if (answer['FunctionError'] !== undefined) throw functionError(String(jsonOfShape(answer)['Payload'] ?? ''));
  return { answer, requestId: id };
}

function functionError(payload: string): StatesError {
  const told = parsePayload(payload);
  const errorType = isJsonObject(told) ? told['errorType'] : undefined;
  return new StatesError(typeof errorType === 'string' && errorType !== '' ? errorType : 'Lambda.Unknown', payload);
}

function bytesOf(value: Json): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

function parsePayload(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
