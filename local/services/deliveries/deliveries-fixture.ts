import { readdirSync } from 'node:fs';
import path from 'node:path';
import { type StartedForTest, startForTest } from '../../endpoint/start-for-test';
import { type Caller, ServiceError, type Shape } from '../service';

export const operator: Caller = { kind: 'operator' };
export const account = '123456789012';
export const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:${account}:${name}`;
export const ruleArn = `arn:aws:events:eu-west-1:${account}:rule/incoming`;
export const roleArn = `arn:aws:iam::${account}:role/start`;
export const machineArn = `arn:aws:states:eu-west-1:${account}:stateMachine:m`;

/** A bucket, a rule that hears of it, and two queues; a state machine that counts what starts it. */
export interface DeliveriesForTest {
  readonly started: StartedForTest;
  /** The input of each StartExecution that was taken. */
  readonly executions: readonly Shape[];
  /** Throttles this many of the next StartExecution. */
  throttle(times: number): void;
  /** The role that the rule may start the machine with. */
  putStartRole(): void;
  /** Lets the rule send to this queue. */
  letInEvents(queueName: string): void;
  putTarget(target: Shape): Promise<void>;
  /** Creates an object and waits for whatever is delivered; its version. */
  upload(Key?: string): Promise<string>;
  /** The JSON files of a folder below the state. */
  filesIn(...folders: readonly string[]): readonly string[];
  messagesIn(queueName: string): Promise<readonly Shape[]>;
}

/** Starts with an empty state, or with what an earlier start left in its folder. */
export async function startDeliveries(stateFolder?: string): Promise<DeliveriesForTest> {
  const started = await startForTest(stateFolder);
  const machine = registerMachine(started);
  await applyStack(started);
  return {
    started,
    ...machine,
    ...policiesOf(started),
    putTarget: async (target) => {
      const Targets = [{ Id: 't', ...target }];
      await started.services.call('events', 'PutTargets', { Rule: 'incoming', Targets }, operator);
    },
    upload: async (Key = 'incoming/a.pdf') => {
      const object = { Bucket: 'docs', Key, Body: 'x' };
      const { VersionId } = await started.services.call('s3', 'PutObject', object, operator);
      await started.storage.whenDelivered();
      return String(VersionId);
    },
    filesIn: (...folders) =>
      readdirSync(path.join(started.place.stateFolder, ...folders)).filter((name) => name.endsWith('.json')),
    messagesIn: (queueName) => messagesIn(started, queueName),
  };
}

/** A policy document of one statement. */
export function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function registerMachine(started: StartedForTest): Pick<DeliveriesForTest, 'executions' | 'throttle'> {
  const executions: Shape[] = [];
  let failures = 0;
  started.services.register({
    name: 'states',
    operations: {
      StartExecution: {
        permissions: (input) => [{ action: 'states:StartExecution', resource: String(input['stateMachineArn']) }],
        run: async (input) => {
          if (failures > 0) {
            failures -= 1;
            throw new ServiceError('ThrottlingException', 'Rate exceeded');
          }
          executions.push(input);
          return { executionArn: 'arn:e', startDate: new Date() };
        },
      },
    },
  });
  return {
    executions,
    throttle: (times) => {
      failures = times;
    },
  };
}

/** Buckets, queues and a rule, as a stack gives them at every start. */
async function applyStack(started: StartedForTest): Promise<void> {
  const call = (service: string, operation: string, input: Shape) =>
    started.services.call(service, operation, input, operator);
  await call('s3', 'CreateBucket', { Bucket: 'docs' });
  await call('s3', 'PutBucketVersioning', { Bucket: 'docs', VersioningConfiguration: { Status: 'Enabled' } });
  await call('s3', 'PutBucketNotificationConfiguration', {
    Bucket: 'docs',
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  for (const QueueName of ['undelivered', 'target']) await call('sqs', 'CreateQueue', { QueueName });
  const EventPattern = JSON.stringify({
    source: ['aws.s3'],
    'detail-type': ['Object Created'],
    detail: { bucket: { name: ['docs'] }, object: { key: [{ prefix: 'incoming/' }] } },
  });
  await call('events', 'PutRule', { Name: 'incoming', EventPattern });
}

function policiesOf({ policies }: StartedForTest): Pick<DeliveriesForTest, 'putStartRole' | 'letInEvents'> {
  const Condition = { ArnEquals: { 'aws:SourceArn': ruleArn } };
  const Principal = { Service: 'events.amazonaws.com' };
  return {
    putStartRole: () => {
      policies.putRole(roleArn, policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }));
      const start = policy({ Effect: 'Allow', Action: 'states:StartExecution', Resource: machineArn });
      policies.putRolePolicy(roleArn, 'start', start);
    },
    letInEvents: (queueName) => {
      const Resource = queueArn(queueName);
      policies.putResourcePolicy(
        Resource,
        policy({ Effect: 'Allow', Principal, Action: 'sqs:SendMessage', Resource, Condition }),
      );
    },
  };
}

async function messagesIn({ services }: StartedForTest, queueName: string): Promise<readonly Shape[]> {
  const QueueUrl = `http://127.0.0.1/${account}/${queueName}`;
  const asked = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] };
  const { Messages } = await services.call('sqs', 'ReceiveMessage', asked, operator);
  return (Messages ?? []) as readonly Shape[];
}
