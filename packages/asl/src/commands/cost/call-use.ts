import type { HistoryEvent } from '../../interpreter';
import { estimatedTokens, type Meter } from '../../language/cost';
import { memberOf } from '../../language/definition';
import { assumptions, functions } from './assumptions';

/** The meters of a call, by `<service>:<operation>`; any other call has a price of its own, or is free. */
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

/** The sum of the calls of an execution and its children. */
export interface CallTotal {
  readonly units: Record<string, number>;
  inputTokens: number;
  outputTokens: number;
  needsStandard: boolean;
}

/** Adds what one event of a history shows of a call: its request, or its response. */
export function addCall(
  total: CallTotal,
  { taskScheduledEventDetails: called, taskSucceededEventDetails: answered }: HistoryEvent,
): void {
  const add = (meter: Meter, units: number): void => {
    total.units[meter] = (total.units[meter] ?? 0) + units;
  };
  if (called !== undefined) {
    const service = called.resourceType.replace('aws-sdk:', '');
    const [operation = '', pattern] = called.resource.split('.');
    total.needsStandard ||= pattern !== undefined;
    const meter = meters[`${service}:${operation}`];
    if (meter !== undefined) add(meter, 1);
    if (service === 'lambda') addInvocation(called.parameters, add);
    if (isModelCall(service, operation)) total.inputTokens += inputTokensOf(called.parameters);
  }
  if (answered !== undefined && isModelCall(answered.resourceType.replace('aws-sdk:', ''), answered.resource))
    total.outputTokens += outputTokensOf(answered.output ?? '');
}

function isModelCall(service: string, operation: string): boolean {
  return (service === 'bedrockruntime' || service === 'bedrock') && /^(converse|invokeModel)$/.test(operation);
}

function addInvocation(parameters: string, add: (meter: Meter, units: number) => void): void {
  const { name, pages } = invocationOf(parameters);
  const { megabytes, seconds, readsPages = false } = functionUse(name);
  add('lambdaRequest', 1);
  add('lambdaGigabyteSecond', (seconds * megabytes) / 1_024);
  if (readsPages) add('textractTextPage', pages);
}

function functionUse(name: string) {
  const { lambda } = assumptions.secondsPerCall;
  return memberOf(functions, name) ?? { megabytes: assumptions.functionMegabytes, seconds: lambda };
}

function invocationOf(parameters: string): { readonly name: string; readonly pages: number } {
  const request = JSON.parse(parameters) as { FunctionName?: string; Payload?: { pages?: unknown } };
  const name = /:function:([^:]+)/.exec(request.FunctionName ?? '')?.[1] ?? request.FunctionName ?? '';
  const pages = request.Payload?.pages;
  return { name, pages: typeof pages === 'number' ? pages : assumptions.pages };
}

/** Seconds that a call takes, by assumption. */
export function secondsOf(resourceType: string, parameters: string): number {
  const { secondsPerCall } = assumptions;
  if (resourceType === 'lambda') return functionUse(invocationOf(parameters).name).seconds;
  return resourceType === 'aws-sdk:bedrockruntime' ? secondsPerCall.bedrockruntime : secondsPerCall.otherwise;
}

/** Returns the tokens of the request, with a page of text instead of the mock's few words. */
function inputTokensOf(parameters: string): number {
  return estimatedTokens(parameters.length + assumptions.pages * assumptions.charactersPerPage);
}

function outputTokensOf(output: string): number {
  const usage = (JSON.parse(output === '' ? '{}' : output) as { Usage?: { OutputTokens?: number } }).Usage;
  return usage?.OutputTokens ?? assumptions.outputTokens;
}
