import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type StartedForTest, startForTest } from '../../endpoint/start-for-test';
import { type Caller, ServiceError, type Shape } from '../service';

const operator: Caller = { kind: 'operator' };
const account = '123456789012';
const queueArn = (name: string) => `arn:aws:sqs:eu-west-1:${account}:${name}`;
const ruleArn = `arn:aws:events:eu-west-1:${account}:rule/incoming`;
const roleArn = `arn:aws:iam::${account}:role/start`;
const machineArn = `arn:aws:states:eu-west-1:${account}:stateMachine:m`;

let started: StartedForTest;
let executions: Shape[];
let failures: number;

beforeEach(async () => {
  executions = [];
  failures = 0;
  started = await startForTest();
  await applyStack();
});

afterEach(() => started.end());

/** Buckets, queues and a rule, as a stack gives them at every start. */
async function applyStack(): Promise<void> {
  const call = (service: string, operation: string, input: Shape) =>
    started.services.call(service, operation, input, operator);
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

function document(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function putStartRole(): void {
  started.policies.putRole(
    roleArn,
    document({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    }),
  );
  started.policies.putRolePolicy(
    roleArn,
    'start',
    document({ Effect: 'Allow', Action: 'states:StartExecution', Resource: machineArn }),
  );
}

function letInEvents(name: string): void {
  const Condition = { ArnEquals: { 'aws:SourceArn': ruleArn } };
  started.policies.putResourcePolicy(
    queueArn(name),
    document({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn(name),
      Condition,
    }),
  );
}

async function putTarget(target: Shape): Promise<void> {
  await started.services.call(
    'events',
    'PutTargets',
    { Rule: 'incoming', Targets: [{ Id: 't', ...target }] },
    operator,
  );
}

async function upload(Key = 'incoming/a.pdf'): Promise<string> {
  const { VersionId } = await started.services.call('s3', 'PutObject', { Bucket: 'docs', Key, Body: 'x' }, operator);
  await started.storage.whenDelivered();
  return String(VersionId);
}

function filesIn(...folders: readonly string[]): readonly string[] {
  return readdirSync(path.join(started.place.stateFolder, ...folders)).filter((name) => name.endsWith('.json'));
}

async function messagesIn(QueueName: string): Promise<readonly Shape[]> {
  const QueueUrl = `http://127.0.0.1/${account}/${QueueName}`;
  const { Messages } = await started.services.call(
    'sqs',
    'ReceiveMessage',
    { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] },
    operator,
  );
  return (Messages ?? []) as readonly Shape[];
}

const InputTransformer = {
  InputPathsMap: {
    bucket: '$.detail.bucket.name',
    key: '$.detail.object.key',
    versionId: '$.detail.object.version-id',
  },
  InputTemplate: '{"bucket": <bucket>, "key": <key>, "versionId": <versionId>}',
};

describe('an object that is created', () => {
  it('starts an execution with the rule’s role', async () => {
    putStartRole();
    await putTarget({ Arn: machineArn, RoleArn: roleArn, InputTransformer });
    const versionId = await upload();
    expect(executions).toMatchObject([
      {
        stateMachineArn: machineArn,
        input: JSON.stringify({ bucket: 'docs', key: 'incoming/a.pdf', versionId })
          .replaceAll(',"', ', "')
          .replaceAll('":', '": '),
      },
    ]);
    await upload('elsewhere/a.pdf');
    expect([executions.length, filesIn('deliveries')]).toEqual([1, []]);
  });

  it('is told in the shape S3 has', async () => {
    letInEvents('target');
    await putTarget({ Arn: queueArn('target') });
    const versionId = await upload();
    const [message] = await messagesIn('target');
    expect(JSON.parse(String(message?.['Body']))).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Object Created',
      source: 'aws.s3',
      account,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'eu-west-1',
      resources: ['arn:aws:s3:::docs'],
      detail: {
        version: '0',
        bucket: { name: 'docs' },
        object: {
          key: 'incoming/a.pdf',
          size: 1,
          etag: '9dd4e461268c8034f5c8564e155c67a6',
          'version-id': versionId,
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
        },
        'request-id': expect.stringMatching(/^[0-9A-F]{16}$/),
        requester: account,
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    });
  });
});

describe('a delivery', () => {
  it('is tried again while the target is throttled', async () => {
    putStartRole();
    failures = 2;
    await putTarget({ Arn: machineArn, RoleArn: roleArn, InputTransformer });
    await upload();
    expect(executions).toHaveLength(1);
    expect(started.undelivered).toEqual([]);
  });

  it('ends in the dead-letter queue when its retries are used up', async () => {
    putStartRole();
    letInEvents('undelivered');
    failures = 9;
    await putTarget({
      Arn: machineArn,
      RoleArn: roleArn,
      DeadLetterConfig: { Arn: queueArn('undelivered') },
      RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
    });
    await upload();
    const [letter] = await messagesIn('undelivered');
    expect(JSON.parse(String(letter?.['Body']))).toMatchObject({ source: 'aws.s3' });
    expect(letter?.['MessageAttributes']).toMatchObject({
      RULE_ARN: { StringValue: ruleArn },
      TARGET_ARN: { StringValue: machineArn },
      ERROR_CODE: { StringValue: 'ThrottlingException' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
      RETRY_ATTEMPTS: { StringValue: '1' },
    });
    expect(started.undelivered).toMatchObject([{ from: ruleArn, to: machineArn, ended: 'dead-letter queue' }]);
  });

  it('is refused at once without the role’s trust', async () => {
    letInEvents('undelivered');
    started.policies.putRole(
      roleArn,
      document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    );
    await putTarget({ Arn: machineArn, RoleArn: roleArn, DeadLetterConfig: { Arn: queueArn('undelivered') } });
    await upload();
    expect(executions).toEqual([]);
    expect(started.undelivered).toMatchObject([
      {
        error: 'AccessDeniedException',
        message: expect.stringContaining('events.amazonaws.com is not authorized to perform: sts:AssumeRole'),
        ended: 'dead-letter queue',
      },
    ]);
  });

  it('is dropped by name, and kept for reading, when no policy lets it in anywhere', async () => {
    await putTarget({ Arn: queueArn('target'), DeadLetterConfig: { Arn: queueArn('undelivered') } });
    await upload();
    expect(await messagesIn('target')).toEqual([]);
    expect(started.undelivered).toMatchObject([
      {
        to: queueArn('target'),
        error: 'AccessDenied',
        ended: 'dropped',
        message: expect.stringContaining('because no resource-based policy allows the sqs:SendMessage action'),
      },
    ]);
    const [dropped] = filesIn('deliveries', 'dropped');
    expect(
      JSON.parse(readFileSync(path.join(started.place.stateFolder, 'deliveries', 'dropped', dropped ?? ''), 'utf8')),
    ).toMatchObject({ to: queueArn('target'), error: 'AccessDenied' });
  });

  it('is made by the next start when the process left before it was', async () => {
    putStartRole();
    failures = 1_000;
    await putTarget({ Arn: machineArn, RoleArn: roleArn, InputTransformer });
    await started.services.call('s3', 'PutObject', { Bucket: 'docs', Key: 'incoming/b.pdf', Body: 'x' }, operator);
    await started.stop();
    expect(filesIn('deliveries')).toHaveLength(1);
    started = await startForTest(started.place.stateFolder);
    failures = 0;
    await applyStack();
    putStartRole();
    await started.storage.resumeDeliveries();
    await started.storage.whenDelivered();
    expect(executions).toHaveLength(1);
    expect(filesIn('deliveries')).toEqual([]);
  });
});

describe('a notification', () => {
  const topicArn = `arn:aws:sns:eu-west-1:${account}:t`;

  it('reaches functions and queues whose policies let the topic in', async () => {
    const invoked: Shape[] = [];
    const functionArn = `arn:aws:lambda:eu-west-1:${account}:function:f`;
    const Invoke = {
      permissions: () => [{ action: 'lambda:InvokeFunction', resource: functionArn }],
      run: async (input: Shape, caller: Caller) => {
        invoked.push({ ...input, caller });
        return { StatusCode: 202 };
      },
    };
    started.services.register({ name: 'lambda', operations: { Invoke } });
    started.policies.putResourceStatement(functionArn, 's', {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn,
      Condition: { ArnLike: { 'aws:SourceArn': topicArn } },
    });
    await started.services.call('sns', 'CreateTopic', { Name: 't' }, operator);
    await started.services.call(
      'sns',
      'Subscribe',
      { TopicArn: topicArn, Protocol: 'lambda', Endpoint: functionArn },
      operator,
    );
    await started.services.call(
      'sns',
      'Subscribe',
      { TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn('target') },
      operator,
    );
    await started.services.call('sns', 'Publish', { TopicArn: topicArn, Message: '{"JobId":"j"}' }, operator);
    await started.storage.whenDelivered();
    expect(invoked).toMatchObject([
      {
        FunctionName: functionArn,
        InvocationType: 'Event',
        caller: { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topicArn },
      },
    ]);
    const payload = JSON.parse(String(invoked[0]?.['Payload']));
    expect(payload).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          Sns: { Type: 'Notification', TopicArn: topicArn, Message: '{"JobId":"j"}', Subject: null },
        },
      ],
    });
    expect(started.undelivered).toMatchObject([{ to: queueArn('target'), ended: 'dropped' }]);
  });
});
