import { isJsonObject, type Json, type JsonObject } from '../../asl/definition';
import { StatesError } from '../../interpreter';
import type { Shape } from '../services';
import { createCustomizationJob } from './jobs/customization-job';
import { invokeFunction } from './lambda-integration';
import { renameMembers, toCamelCase, toPascalCase } from './member-case';
import { type ServiceCall, sdkMetadata } from './service-call';
import { jsonOfShape } from './shape-json';
import { type ErrorNaming, taskError } from './task-errors';

/** An optimized integration: its effective parameters in, its result out. */
export type OptimizedIntegration = (parameters: JsonObject, call: ServiceCall) => Promise<Json>;

const dynamodb = optimizedNaming('DynamoDB', 'AmazonDynamoDBv2', 'AmazonDynamoDBException');
const sqs = optimizedNaming('SQS', 'AmazonSQS', 'AmazonSQSException');
const sns = optimizedNaming('SNS', 'AmazonSNS', 'AmazonSNSException');
const events = optimizedNaming('EventBridge', 'AmazonEventBridge', 'AmazonEventBridgeException');
const stepFunctions = optimizedNaming('StepFunctions', 'AWSStepFunctions', 'AWSStepFunctionsException');

/** By `service:operation` as in the ARN, without a pattern. */
export const optimizedIntegrations: Readonly<Record<string, OptimizedIntegration>> = {
  'lambda:invoke': invokeFunction,
  'dynamodb:getItem': simple('dynamodb', 'GetItem', dynamodb),
  'dynamodb:putItem': simple('dynamodb', 'PutItem', dynamodb),
  'dynamodb:updateItem': simple('dynamodb', 'UpdateItem', dynamodb),
  'dynamodb:deleteItem': simple('dynamodb', 'DeleteItem', dynamodb),
  'sqs:sendMessage': (parameters, call) =>
    request('sqs', 'SendMessage', { ...parameters, ...textMember(parameters, 'MessageBody') }, { call, naming: sqs }),
  'sns:publish': (parameters, call) =>
    request('sns', 'Publish', { ...parameters, ...textMember(parameters, 'Message') }, { call, naming: sns }),
  'events:putEvents': putEvents,
  'states:startExecution': startExecution,
  'bedrock:createModelCustomizationJob': createCustomizationJob,
};

function optimizedNaming(prefix: string, serviceName: string, unmodelledName: string): ErrorNaming {
  const unmodelledErrors = ['AccessDenied', 'AccessDeniedException'];
  return { prefix, serviceName, unmodelledErrors, unmodelledName, wording: 'optimized' };
}

function simple(service: string, operation: string, naming: ErrorNaming): OptimizedIntegration {
  return (parameters, call) => request(service, operation, parameters, { call, naming });
}

interface RequestOptions {
  readonly call: ServiceCall;
  readonly naming: ErrorNaming;
}

async function request(
  service: string,
  operation: string,
  input: Shape,
  { call, naming }: RequestOptions,
): Promise<JsonObject> {
  const requestId = call.requestId();
  try {
    const answer = await call.services.call(service, operation, input, call.caller);
    return { ...jsonOfShape(answer), ...sdkMetadata(requestId) } as JsonObject;
  } catch (error) {
    throw taskError(error, naming, requestId);
  }
}

/** A message that is given as a JSON value is sent as its text. */
function textMember(parameters: JsonObject, name: string): JsonObject {
  const value = parameters[name];
  return value === undefined || typeof value === 'string' ? {} : { [name]: JSON.stringify(value) };
}

async function putEvents(parameters: JsonObject, call: ServiceCall): Promise<Json> {
  const { Entries: entries } = parameters;
  const list: readonly Json[] = Array.isArray(entries) ? entries : [];
  const sent = list.map((entry) => (isJsonObject(entry) ? { ...entry, ...textMember(entry, 'Detail') } : entry));
  const answer = await request('events', 'PutEvents', { ...parameters, Entries: sent }, { call, naming: events });
  const { Entries: results, FailedEntryCount: failed } = answer;
  if (failed === undefined || failed === 0) return answer;
  throw new StatesError('EventBridge.FailedEntry', JSON.stringify({ Entries: results, FailedEntryCount: failed }));
}

async function startExecution(parameters: JsonObject, call: ServiceCall): Promise<Json> {
  const { Input: input, ...rest } = parameters;
  const named = renameMembers(rest, toCamelCase, []) as JsonObject;
  const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  const answer = await request('states', 'StartExecution', { ...named, input: text }, { call, naming: stepFunctions });
  return renameMembers(answer, toPascalCase, ['*.SdkHttpMetadata']);
}
