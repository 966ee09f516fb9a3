import { memberOf } from '../definition';
import type { Meter } from './service-prices';

/** The meters of calls, by `<service>:<operation>`. */
const meters: Readonly<Record<string, Meter>> = {
  'dynamodb:updateItem': 'dynamodbWrite',
  'dynamodb:putItem': 'dynamodbWrite',
  'dynamodb:deleteItem': 'dynamodbWrite',
  'dynamodb:getItem': 'dynamodbRead',
  's3:putObject': 's3Write',
  's3:copyObject': 's3Write',
  's3:listObjectsV2': 's3Write',
  's3:getObject': 's3Read',
  's3:headObject': 's3Read',
  's3:getObjectTagging': 's3Read',
  'sns:publish': 'snsPublish',
  'sqs:sendMessage': 'sqsRequest',
};

/** Returns the meter of a state's call; undefined if it has a price of its own (functions, models, executions), or is free. */
export function meterOfCall(service: string, operation: string): Meter | undefined {
  return memberOf(meters, `${service}:${operation}`);
}

/** Whether a call is one of a model, which is billed by its tokens. */
export function isModelCall(service: string, operation: string): boolean {
  return (service === 'bedrockruntime' || service === 'bedrock') && /^(converse|invokeModel)$/.test(operation);
}
