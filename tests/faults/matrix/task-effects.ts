import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import type { BodyFault, CallEffect, Moment, TaskEffect } from '../world/fault-plan';
import { prose, toolUse } from '../world/services/model';

/** Errors of one service's Tasks. */
interface ServiceErrors {
  /** Throttled, and rejected permanently: the effect is not there. */
  readonly refusals: readonly string[];
  /** The connection broke: the effect may be there. */
  readonly broken: string;
  readonly malformed: readonly Json[];
}

const errorsByService: Readonly<Record<string, ServiceErrors>> = {
  dynamodb: {
    refusals: [
      'DynamoDB.ProvisionedThroughputExceededException',
      'DynamoDB.InternalServerErrorException',
      'DynamoDB.AmazonDynamoDBException',
      'DynamoDB.ResourceNotFoundException',
    ],
    broken: 'DynamoDB.SdkClientException',
    malformed: ['nonsense'],
  },
  s3: {
    refusals: ['S3.SlowDownException', 'S3.InternalErrorException', 'S3.S3Exception', 'S3.NoSuchBucketException'],
    broken: 'S3.SdkClientException',
    malformed: ['nonsense'],
  },
  bedrockruntime: {
    refusals: [
      'BedrockRuntime.ThrottlingException',
      'BedrockRuntime.InternalServerException',
      'BedrockRuntime.AccessDeniedException',
      'BedrockRuntime.ValidationException',
    ],
    broken: 'BedrockRuntime.SdkClientException',
    malformed: [
      {},
      'nonsense',
      prose,
      toolUse({}),
      toolUse({ documentType: 'invoice', confidence: 'high', fields: [] }),
    ],
  },
  sns: {
    refusals: [
      'SNS.ThrottledException',
      'SNS.InternalErrorException',
      'SNS.AuthorizationErrorException',
      'SNS.NotFoundException',
    ],
    broken: 'SNS.SdkClientException',
    malformed: ['nonsense'],
  },
  sqs: {
    refusals: [
      'SQS.RequestThrottled',
      'SQS.ServiceUnavailableException',
      'SQS.AmazonSQSException',
      'SQS.QueueDoesNotExist',
    ],
    broken: 'SQS.SdkClientException',
    malformed: ['nonsense'],
  },
  bedrock: {
    refusals: [
      'Bedrock.ThrottlingException',
      'Bedrock.InternalServerException',
      'Bedrock.AccessDeniedException',
      'Bedrock.ValidationException',
    ],
    broken: 'Bedrock.SdkClientException',
    malformed: [{}, 'nonsense'],
  },
  states: {
    refusals: [
      'StepFunctions.TooManyRequestsException',
      'StepFunctions.ExecutionLimitExceededException',
      'StepFunctions.InternalServerException',
      'StepFunctions.AWSStepFunctionsException',
      'StepFunctions.StateMachineDoesNotExistException',
    ],
    broken: 'StepFunctions.SdkClientException',
    malformed: ['nonsense'],
  },
  lambda: {
    refusals: [
      'Lambda.TooManyRequestsException',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.ResourceNotFoundException',
      'Sandbox.Timedout',
      'TypeError',
    ],
    broken: 'Lambda.SdkClientException',
    malformed: [{}, { Payload: null }, { Payload: 'nonsense' }, { Payload: {} }],
  },
};

/** Over the 256 KiB that a state may return. */
const oversize = { Payload: 'x'.repeat(300 * 1024) };

/** Returns every fault of an attempt of this Task. */
export function taskEffectsOf(task: JsonObject): TaskEffect[] {
  const [, service = ''] = /:::(?:aws-sdk:)?([a-z0-9]+):/.exec(String(task['Resource'])) ?? [];
  const errors = errorsByService[service];
  if (errors === undefined) throw new Error(`the fault matrix knows no errors of ${service}: matrix/task-effects.ts`);
  const afterwards: readonly Moment[] = service === 'states' ? ['open', 'closed'] : ['after'];
  const hasToken = String(task['Resource']).endsWith('.waitForTaskToken');
  const malformed: readonly Json[] = hasToken ? [{}, 'nonsense', null] : errors.malformed;
  return [
    ...errors.refusals
      .filter((error) => isHeard(error, task))
      .map((error): TaskEffect => ({ kind: 'error', error, moment: 'before' })),
    ...afterwards.map((moment): TaskEffect => ({ kind: 'error', error: errors.broken, moment })),
    ...(['before', ...afterwards] as const).flatMap((moment): TaskEffect[] => [
      { kind: 'silence', moment },
      { kind: 'error', error: 'States.Runtime', moment },
      { kind: 'abort', moment },
    ]),
    ...[...malformed, oversize].map((answer): TaskEffect => ({ kind: 'answer', answer })),
  ];
}

/** The caller of an asynchronous invocation does not receive its result. */
function isHeard(error: string, task: JsonObject): boolean {
  const { InvocationType: invocationType } = isJsonObject(task['Arguments']) ? task['Arguments'] : {};
  return invocationType !== 'Event' || error.startsWith('Lambda.');
}

/** Returns every fault of one call of a function; S3 uses error names of its own. */
export function callEffectsOf(operation: string): readonly CallEffect[] {
  const isOfS3 = /Object/.test(operation);
  return [
    { kind: 'crash', moment: 'before' },
    { kind: 'crash', moment: 'after' },
    { kind: 'error', error: isOfS3 ? 'SlowDown' : 'ThrottlingException', status: isOfS3 ? 503 : 400 },
    { kind: 'error', error: isOfS3 ? 'InternalError' : 'InternalServerError', status: 500 },
    { kind: 'error', error: 'TimeoutError', status: 0 },
    { kind: 'error', error: isOfS3 ? 'AccessDenied' : 'AccessDeniedException', status: 403 },
    { kind: 'sentTwice' },
    ...(operation === 'GetObject' ? bodyFaults : []).map((fault): CallEffect => ({ kind: 'body', fault })),
  ];
}

const bodyFaults: readonly BodyFault[] = ['breaks', 'ends early', 'stalls'];

/** Returns the Tasks of definitions by name, including those in branches. */
export function tasksOf(...definitions: readonly JsonObject[]): Map<string, JsonObject> {
  const tasks = new Map<string, JsonObject>();
  const collect = (scope: JsonObject): void => {
    for (const [name, state] of Object.entries(scope['States'] as JsonObject)) {
      if (!isJsonObject(state)) continue;
      if (state['Type'] === 'Task') tasks.set(name, state);
      for (const branch of (state['Branches'] ?? []) as JsonObject[]) collect(branch);
      for (const inner of [state['ItemProcessor'], state['Iterator']])
        if (inner !== undefined) collect(inner as JsonObject);
    }
  };
  definitions.forEach(collect);
  return tasks;
}
