import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';
import { StatesError, type TaskCall } from '@document-pipelines/asl/interpreter';
import { stateMachineNameOf } from '../names';
import { answerOfStart, type StartedExecution } from './nested-execution';
import type { Stores } from './stores';

/** Dependencies of native integrations. */
export interface ServiceDependencies {
  readonly stores: Stores;
  /** Returns the model's answer to a Converse request. */
  converse(request: JsonObject): Json;
  tagsOf(bucket: string, key: string, versionId: string): Readonly<Record<string, string>>;
  /** Invokes a function; throws StatesError with its bare error name. */
  invoke(functionArn: string, payload: Json, call: TaskCall): Promise<Json>;
  /** Invokes a function asynchronously. */
  invokeBeside(functionArn: string, payload: Json): void;
  /** As StartExecution; throws ExecutionAlreadyExists. */
  startExecution?(stateMachineName: string, name: string, input: JsonObject): StartedExecution;
  /** Native integrations of one pipeline alone, by `service:operation`. */
  readonly services?: Readonly<Record<string, ServiceTask>>;
}

/** A native integration: changes the stores in memory, and returns its output. */
export type ServiceTask = (
  parameters: JsonObject,
  dependencies: ServiceDependencies,
  call: TaskCall,
  signal: AbortSignal,
) => Promise<Json>;

/** How each service's errors begin. */
const prefixes: Readonly<Record<string, string>> = {
  dynamodb: 'DynamoDB',
  s3: 'S3',
  bedrockruntime: 'BedrockRuntime',
  sns: 'SNS',
  sqs: 'SQS',
  lambda: 'Lambda',
  states: 'StepFunctions',
  bedrock: 'Bedrock',
};

/** Native integrations by `service:operation`; a definition that uses another one fails with an error that names it. */
const serviceTasks: Readonly<Record<string, ServiceTask>> = {
  'dynamodb:updateItem': async (parameters, { stores }) => {
    const { Attributes } = await stores.dynamodb.send(new UpdateItemCommand(parameters as never));
    return (Attributes === undefined ? {} : { Attributes }) as unknown as Json;
  },
  'dynamodb:getItem': async (parameters, { stores }) => {
    const { Item } = await stores.dynamodb.send(new GetItemCommand(parameters as never));
    return (Item === undefined ? {} : { Item }) as unknown as Json;
  },
  's3:putObject': async ({ Bucket, Key, Body }, { stores }) => {
    await stores.s3.send(
      new PutObjectCommand({ Bucket: String(Bucket), Key: String(Key), Body: JSON.stringify(Body) }),
    );
    return { ETag: '"e"' };
  },
  's3:getObject': async ({ Bucket, Key }, { stores }) => {
    const { Body } = await stores.s3.send(new GetObjectCommand({ Bucket: String(Bucket), Key: String(Key) }));
    return { Body: (await Body?.transformToString()) ?? '' };
  },
  's3:getObjectTagging': async ({ Bucket, Key, VersionId }, dependencies) => ({
    TagSet: Object.entries(dependencies.tagsOf(String(Bucket), String(Key), String(VersionId))).map(
      ([name, value]) => ({
        Key: name,
        Value: value,
      }),
    ),
  }),
  'bedrockruntime:converse': async (parameters, dependencies) => dependencies.converse(parameters),
  'sns:publish': async ({ TopicArn, Message }, { stores }) => {
    stores.publish(String(TopicArn), textOf(Message));
    return { MessageId: 'message' };
  },
  'sqs:sendMessage': async ({ QueueUrl, MessageBody }, { stores }) => {
    stores.send(String(QueueUrl), textOf(MessageBody));
    return { MessageId: 'message' };
  },
  'states:startExecution': async ({ StateMachineArn, Name, Input }, { startExecution }, call, signal) => {
    if (startExecution === undefined) throw new Error('nothing is started here');
    const started = startExecution(stateMachineNameOf(String(StateMachineArn)), String(Name), Input as JsonObject);
    return answerOfStart(started, call, signal);
  },
  'lambda:invoke': async ({ FunctionName, InvocationType, Payload = null }, dependencies, call) => {
    if (InvocationType !== 'Event')
      return { StatusCode: 200, Payload: await dependencies.invoke(String(FunctionName), Payload, call) };
    dependencies.invokeBeside(String(FunctionName), Payload);
    return { StatusCode: 202, Payload: '' };
  },
};

/** Runs a Task, until its result is no longer needed. Errors of the stores use the names of the integration. */
export async function carryOutTask(
  call: TaskCall,
  dependencies: ServiceDependencies,
  signal: AbortSignal,
): Promise<Json> {
  const { integration, arguments: parameters } = call;
  if (integration.kind !== 'service' || !isJsonObject(parameters)) throw refusal(call);
  const name = `${integration.service}:${integration.operation}`;
  const task = dependencies.services?.[name] ?? serviceTasks[name];
  if (task === undefined) throw refusal(call);
  try {
    return await task(parameters, dependencies, call, signal);
  } catch (error) {
    if (error instanceof StatesError || !(error instanceof Error)) throw error;
    const name = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
    throw new StatesError(`${prefixes[integration.service]}.${name}`, error.message);
  }
}

function refusal({ resource, stateName }: TaskCall): Error {
  return new Error(
    `${stateName}: the fault matrix does not implement ${resource}; add it to world/services/service-tasks.ts`,
  );
}

function textOf(message: Json | undefined): string {
  return typeof message === 'string' ? message : JSON.stringify(message ?? null);
}
