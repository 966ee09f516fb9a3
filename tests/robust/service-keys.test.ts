import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedService, Shape } from '@document-pipelines/local-aws/services';
import { createS3 } from '@document-pipelines/local-aws/services/s3';
import { loadEnvironments } from '../../environments';
import { startDynamodb } from '../../packages/local-aws/src/services/dynamodb';
import { compileTargetInput } from '../../packages/local-aws/src/services/events/target-input';

const names = ['__proto__', 'constructor'];
const stateFolder = mkdtempSync(path.join(tmpdir(), 'service-keys-'));
const localAccount = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  stackFolder: stateFolder,
  stateFolder,
};

afterAll(() => rmSync(stateFolder, { recursive: true, force: true }));

afterEach(() => {
  expect(({} as Shape)['polluted']).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});

function call(service: EmbeddedService, operation: string, input: Shape): Promise<Shape> {
  const found = service.operations[operation];
  if (found === undefined) throw new Error(operation);
  return Promise.resolve(found.run(input, { kind: 'operator' }));
}

/** Each of the names as an own key. */
function keyed(value: unknown): Shape {
  return Object.fromEntries(names.map((name) => [name, value]));
}

it('S3 keeps metadata, tags and keys under such names', async () => {
  const { service } = createS3({
    localAccount,
    policies: { authorise: () => ({ allowed: true }) },
    eventBus: { publish: async () => undefined },
    now: Date.now,
  });
  for (const Bucket of ['constructor', 'to-string']) await call(service, 'CreateBucket', { Bucket });
  const Bucket = 'constructor';

  for (const Key of names)
    await call(service, 'PutObject', {
      Bucket,
      Key,
      Body: Buffer.from(Key),
      Metadata: keyed('polluted'),
      Tagging: '__proto__=polluted&constructor=polluted',
    });

  for (const Key of names) {
    const { Metadata, Body } = await call(service, 'GetObject', { Bucket, Key });
    expect(Metadata).toEqual(keyed('polluted'));
    expect(Buffer.from(Body as Uint8Array).toString()).toBe(Key);
    const { TagSet } = await call(service, 'GetObjectTagging', { Bucket, Key });
    expect(TagSet).toHaveLength(2);
  }
  await expect(call(service, 'HeadObject', { Bucket, Key: 'valueOf' })).rejects.toThrow();
  await expect(call(service, 'GetObject', { Bucket: 'valueOf', Key: 'a' })).rejects.toThrow();
});

it('DynamoDB keeps attributes under such names', async () => {
  const dynamodb = await startDynamodb({ localAccount });
  try {
    await call(dynamodb.service, 'CreateTable', {
      TableName: 'constructor',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const Item = { id: { S: '1' }, constructor: { S: 'polluted' }, toString: { M: { constructor: { N: '1' } } } };
    await call(dynamodb.service, 'PutItem', { TableName: 'constructor', Item });

    const found = await call(dynamodb.service, 'GetItem', { TableName: 'constructor', Key: { id: { S: '1' } } });

    expect(found['Item']).toEqual(Item);
    await expect(
      call(dynamodb.service, 'GetItem', { TableName: 'valueOf', Key: { id: { S: '1' } } }),
    ).rejects.toThrow();
  } finally {
    await dynamodb.close();
  }
});

it('DynamoDB does not take an attribute for a prototype', async () => {
  const dynamodb = await startDynamodb({ localAccount });
  try {
    await call(dynamodb.service, 'CreateTable', {
      TableName: 'proto',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    const Item = JSON.parse('{"id":{"S":"1"},"__proto__":{"M":{"polluted":{"S":"1"}}}}') as Shape;
    await call(dynamodb.service, 'PutItem', { TableName: 'proto', Item }).catch(() => undefined);
    await call(dynamodb.service, 'UpdateItem', {
      TableName: 'proto',
      Key: { id: { S: '2' } },
      UpdateExpression: 'SET #a = :a',
      ExpressionAttributeNames: { '#a': '__proto__' },
      ExpressionAttributeValues: { ':a': { M: { polluted: { S: '1' } } } },
    }).catch(() => undefined);

    expect(({} as Shape)['polluted']).toBeUndefined();
    expect(({} as Shape)['M']).toBeUndefined();
  } finally {
    await dynamodb.close();
  }
});

it('an input transformer finds only what the event has', () => {
  const target = (inputPaths: object, inputTemplate: string) =>
    compileTargetInput({ id: '1', arn: 'a', inputTransformer: { inputPaths, inputTemplate } } as never);
  const event = {
    ...{ version: '0', id: '1', source: 'a', account: '1', time: 't', region: 'r', resources: [], 'detail-type': 'a' },
    detail: JSON.parse('{"__proto__":{"polluted":1}}'),
  };

  const inputFor = target(
    { __proto__x: '$.detail.__proto__', constructor: '$.detail.constructor', toString: "$['toString']" },
    '{"a": <__proto__x>, "b": "<constructor>", "c": "<toString>"}',
  );

  expect(inputFor(event as never, { arn: 'a', name: 'n' })).toBe('{"a": {"polluted":1}, "b": "", "c": ""}');
  expect(() => target({}, '{"a": <valueOf>}')).toThrow('<valueOf>');
});

test.each(names)('an environment file takes no key %s', (name) => {
  const folder = mkdtempSync(path.join(stateFolder, 'environments-'));
  writeFileSync(path.join(folder, 'dev.yaml'), `${name}: {polluted: true}\nregion: eu-west-1\n`);

  expect(() => loadEnvironments(folder)).toThrow();
});
