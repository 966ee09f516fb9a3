import { type ParsedResource, parseResource } from '../../definition';
import type { Family } from './graph';

/** The label of a Task in a graph. */
export interface ServiceLabel {
  readonly family: Family;
  readonly label: string;
}

/** By the service's name in the ARN: how AWS writes it, and what it does for a pipeline. */
const services: Readonly<Record<string, readonly [string, Family]>> = {
  lambda: ['Lambda', 'function'],
  bedrock: ['Bedrock', 'model'],
  bedrockruntime: ['Bedrock', 'model'],
  bedrockagentruntime: ['Bedrock Agents', 'model'],
  bedrockagentcore: ['AgentCore', 'model'],
  sagemaker: ['SageMaker', 'model'],
  textract: ['Textract', 'model'],
  comprehend: ['Comprehend', 'model'],
  dynamodb: ['DynamoDB', 'store'],
  s3: ['S3', 'store'],
  athena: ['Athena', 'store'],
  glue: ['Glue', 'store'],
  sns: ['SNS', 'message'],
  sqs: ['SQS', 'message'],
  events: ['EventBridge', 'message'],
  eventbridge: ['EventBridge', 'message'],
  scheduler: ['Scheduler', 'message'],
  ses: ['SES', 'message'],
  sesv2: ['SES', 'message'],
  states: ['Step Functions', 'execution'],
  sfn: ['Step Functions', 'execution'],
  ecs: ['ECS', 'function'],
  batch: ['Batch', 'function'],
  codebuild: ['CodeBuild', 'function'],
  apigateway: ['API Gateway', 'service'],
  http: ['HTTP', 'service'],
};

const patterns = {
  requestResponse: '',
  sync: ' · waits until done',
  'sync:2': ' · waits until done',
  waitForTaskToken: ' · waits for callback',
} as const;

/** The service and operation of a Task's `Resource`, and the family that colours it. */
export function serviceLabel(resource: string): ServiceLabel {
  const parsed = parseResource(resource);
  if (parsed === undefined) return { family: 'service', label: 'Task' };
  if (parsed.kind === 'function') return { family: 'function', label: 'Lambda' };
  if (parsed.kind === 'activity') return { family: 'service', label: 'Activity' };
  return labelOfService(parsed);
}

function labelOfService({ service, operation, pattern }: Extract<ParsedResource, { kind: 'service' }>): ServiceLabel {
  const [name, family] = Object.hasOwn(services, service)
    ? (services[service] as readonly [string, Family])
    : ([service, 'service'] as const);
  const call = service === 'lambda' && operation === 'invoke' ? name : `${name} ${operation}`;
  return { family, label: `${call}${patterns[pattern]}` };
}
