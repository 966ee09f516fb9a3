import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  account,
  type DeliveriesForTest,
  machineArn,
  operator,
  policy,
  queueArn,
  roleArn,
  ruleArn,
  startDeliveries,
} from '../../../tests/fixtures/deliveries-fixture';

let world: DeliveriesForTest;
beforeEach(async () => {
  world = await startDeliveries();
});
afterEach(() => world.started.end());

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
    world.putStartRole();
    await world.putTarget({ Arn: machineArn, RoleArn: roleArn, InputTransformer });
    const versionId = await world.upload();
    expect(world.executions).toMatchObject([
      {
        stateMachineArn: machineArn,
        input: JSON.stringify({ bucket: 'docs', key: 'incoming/a.pdf', versionId })
          .replaceAll(',"', ', "')
          .replaceAll('":', '": '),
      },
    ]);
    await world.upload('elsewhere/a.pdf');
    expect([world.executions.length, world.filesIn('deliveries')]).toEqual([1, []]);
  });

  it('is told in the shape S3 has', async () => {
    world.letInEvents('target');
    await world.putTarget({ Arn: queueArn('target') });
    const versionId = await world.upload();
    const [message] = await world.messagesIn('target');
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
    world.putStartRole();
    world.throttle(2);
    await world.putTarget({ Arn: machineArn, RoleArn: roleArn, InputTransformer });
    await world.upload();
    expect(world.executions).toHaveLength(1);
    expect(world.started.undelivered).toEqual([]);
  });

  it('ends in the dead-letter queue when its retries are used up', async () => {
    world.putStartRole();
    world.letInEvents('undelivered');
    world.throttle(9);
    await world.putTarget({
      Arn: machineArn,
      RoleArn: roleArn,
      DeadLetterConfig: { Arn: queueArn('undelivered') },
      RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 },
    });
    await world.upload();
    const [letter] = await world.messagesIn('undelivered');
    expect(JSON.parse(String(letter?.['Body']))).toMatchObject({ source: 'aws.s3' });
    expect(letter?.['MessageAttributes']).toMatchObject({
      RULE_ARN: { StringValue: ruleArn },
      TARGET_ARN: { StringValue: machineArn },
      ERROR_CODE: { StringValue: 'ThrottlingException' },
      EXHAUSTED_RETRY_CONDITION: { StringValue: 'MaximumRetryAttempts' },
      RETRY_ATTEMPTS: { StringValue: '1' },
    });
    expect(world.started.undelivered).toMatchObject([{ from: ruleArn, to: machineArn, ended: 'dead-letter queue' }]);
  });

  it('is refused at once without the role’s trust', async () => {
    world.letInEvents('undelivered');
    world.started.policies.putRole(
      roleArn,
      policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    );
    await world.putTarget({ Arn: machineArn, RoleArn: roleArn, DeadLetterConfig: { Arn: queueArn('undelivered') } });
    await world.upload();
    expect(world.executions).toEqual([]);
    expect(world.started.undelivered).toMatchObject([
      {
        error: 'AccessDeniedException',
        message: expect.stringContaining('events.amazonaws.com is not authorized to perform: sts:AssumeRole'),
        ended: 'dead-letter queue',
      },
    ]);
  });

  it('is dropped by name, and kept for reading, when no policy lets it in anywhere', async () => {
    await world.putTarget({ Arn: queueArn('target'), DeadLetterConfig: { Arn: queueArn('undelivered') } });
    await world.upload();
    expect(await world.messagesIn('target')).toEqual([]);
    expect(world.started.undelivered).toMatchObject([
      {
        to: queueArn('target'),
        error: 'AccessDenied',
        ended: 'dropped',
        message: expect.stringContaining('because no resource-based policy allows the sqs:SendMessage action'),
      },
    ]);
    const [dropped] = world.filesIn('deliveries', 'dropped');
    expect(
      JSON.parse(
        readFileSync(path.join(world.started.localAccount.stateFolder, 'deliveries', 'dropped', dropped ?? ''), 'utf8'),
      ),
    ).toMatchObject({ to: queueArn('target'), error: 'AccessDenied' });
  });

  it('is made by the next start when the process left before it was', async () => {
    world.putStartRole();
    world.throttle(1_000);
    await world.putTarget({ Arn: machineArn, RoleArn: roleArn, InputTransformer });
    await world.started.services.call(
      's3',
      'PutObject',
      { Bucket: 'docs', Key: 'incoming/b.pdf', Body: 'x' },
      operator,
    );
    await world.started.stop();
    expect(world.filesIn('deliveries')).toHaveLength(1);
    expect(world.executions).toEqual([]);
    world = await startDeliveries(world.started.localAccount.stateFolder);
    world.putStartRole();
    await world.started.storage.resumeDeliveries();
    await world.started.storage.whenDelivered();
    expect(world.executions).toHaveLength(1);
    expect(world.filesIn('deliveries')).toEqual([]);
  });
});
