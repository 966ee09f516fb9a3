import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { StatesError } from '@document-pipelines/asl/interpreter';
import { createCustomizationJob } from './jobs/customization-job';
import { invokeFunction } from './lambda-integration';
import { optimizedNaming, request } from './optimized-request';
import type { ServiceCall } from './service-call';
import { startExecution } from './step-functions';
import type { ErrorNaming } from './task-errors';

/** An optimized integration: its effective parameters in, its result out. */
export type OptimizedIntegration = (parameters: JsonObject, call: ServiceCall) => Promise<Json>;

const dynamodb = optimizedNaming('DynamoDB', 'AmazonDynamoDBv2', 'AmazonDynamoDBException');
const sqs = optimizedNaming('SQS', 'AmazonSQS', 'AmazonSQSException');
const sns = optimizedNaming('SNS', 'AmazonSNS', 'AmazonSNSException');
const events = optimizedNaming('EventBridge', 'AmazonEventBridge', 'AmazonEventBridgeException');

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

function simple(service: string, operation: string, naming: ErrorNaming): OptimizedIntegration {
  return (parameters, call) => request(service, operation, parameters, { call, naming });
}

/** A message that is a JSON value is sent as its JSON string. */
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
