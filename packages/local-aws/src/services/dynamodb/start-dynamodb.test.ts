import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Caller, Shape } from '../service';
import { openedBy } from './level-store';
import { type Dynamodb, startDynamodb } from './start-dynamodb';

const operator: Caller = { kind: 'operator' };
const stateFolder = mkdtempSync(path.join(tmpdir(), 'dynamodb-'));
const localAccount = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  stackFolder: stateFolder,
  stateFolder,
};
const TableName = 'orders';
let dynamodb: Dynamodb;

beforeAll(async () => {
  dynamodb = await startDynamodb({ localAccount });
  await call('CreateTable', {
    TableName,
    KeySchema: [{ AttributeName: 'documentId', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'documentId', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
});

afterAll(async () => {
  await dynamodb.close();
  rmSync(stateFolder, { recursive: true, force: true });
});

async function call(operation: string, input: Shape): Promise<Shape> {
  const found = dynamodb.service.operations[operation];
  if (found === undefined) throw new Error(operation);
  return found.run(input, operator);
}

async function itemOf(documentId: string): Promise<Shape | undefined> {
  return (await call('GetItem', { TableName, Key: { documentId: { S: documentId } }, ConsistentRead: true }))['Item'] as
    | Shape
    | undefined;
}

/** Lets in one execution, and another one in the place of one that failed. */
function register(documentId: string, me: string, redriveOf = 'none'): Promise<Shape> {
  return call('UpdateItem', {
    TableName,
    Key: { documentId: { S: documentId } },
    UpdateExpression:
      'SET #status = :received, executionArn = :me, #bucket = :bucket, #checkpoint = if_not_exists(#checkpoint, :received), attempts = :attempt, receivedAt = if_not_exists(receivedAt, :now), updatedAt = :now',
    ConditionExpression:
      'attribute_not_exists(documentId) OR executionArn = :me OR (#status IN (:failed, :handedOver) AND executionArn = :redriveOf)',
    ExpressionAttributeNames: { '#status': 'status', '#bucket': 'bucket', '#checkpoint': 'checkpoint' },
    ExpressionAttributeValues: {
      ':received': { S: 'RECEIVED' },
      ':failed': { S: 'FAILED' },
      ':handedOver': { S: 'HANDED_OVER' },
      ':me': { S: me },
      ':redriveOf': { S: redriveOf },
      ':bucket': { S: 'b' },
      ':attempt': { N: '1' },
      ':now': { S: me },
    },
  });
}

function setStatus(documentId: string, me: string, status: string, condition: string): Promise<Shape> {
  const named = ['#status', ':stored', ':rejected'].filter((name) => condition.includes(name) || name === '#status');
  const values: Shape = { ':stored': { S: 'STORED' }, ':rejected': { S: 'REJECTED' } };
  return call('UpdateItem', {
    TableName,
    Key: { documentId: { S: documentId } },
    UpdateExpression: 'SET #status = :to, storedAt = if_not_exists(storedAt, :me)',
    ConditionExpression: condition,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ':to': { S: status },
      ':me': { S: me },
      ...Object.fromEntries(named.slice(1).map((name) => [name, values[name]])),
    },
  });
}

const conditionFails = { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' };

describe('a row that several executions want', () => {
  it('lets one execution in, and that one again', async () => {
    await register('a', 'e1');
    await register('a', 'e1');
    await expect(register('a', 'e2')).rejects.toMatchObject(conditionFails);
    expect(await itemOf('a')).toMatchObject({ executionArn: { S: 'e1' }, receivedAt: { S: 'e1' } });
  });

  it('lets a redrive in after a failure, and keeps the checkpoint', async () => {
    await register('b', 'e1');
    await expect(register('b', 'e2', 'e1')).rejects.toMatchObject(conditionFails);
    await setStatus('b', 'e1', 'FAILED', 'executionArn = :me AND NOT (#status IN (:stored, :rejected))');
    await expect(register('b', 'e3', 'other')).rejects.toMatchObject(conditionFails);
    await register('b', 'e2', 'e1');
    expect(await itemOf('b')).toMatchObject({
      executionArn: { S: 'e2' },
      status: { S: 'RECEIVED' },
      receivedAt: { S: 'e1' },
    });
  });

  it('unstores nothing', async () => {
    await register('c', 'e1');
    await setStatus('c', 'e1', 'STORED', 'executionArn = :me AND #status <> :rejected');
    await expect(
      setStatus('c', 'e1', 'FAILED', 'executionArn = :me AND NOT (#status IN (:stored, :rejected))'),
    ).rejects.toMatchObject(conditionFails);
    await expect(setStatus('c', 'e1', 'REJECTED', 'executionArn = :me AND #status <> :stored')).rejects.toMatchObject(
      conditionFails,
    );
    expect(await itemOf('c')).toMatchObject({ status: { S: 'STORED' } });
  });

  it('lets exactly one of many at once through the gate', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => register('d', `e${index}`)));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a second start', () => {
  it('refuses tables that another start has open', async () => {
    await expect(startDynamodb({ localAccount })).rejects.toThrow(
      'cannot be opened (is another run of this environment still going?)',
    );
  });

  it('finds table and rows', async () => {
    await register('kept', 'e1');
    await dynamodb.close();
    dynamodb = await startDynamodb({ localAccount });
    const table = {
      TableName,
      KeySchema: [{ AttributeName: 'documentId', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'documentId', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    };
    await call('CreateTable', table);
    expect(await itemOf('kept')).toMatchObject({ executionArn: { S: 'e1' } });
    const other = {
      ...table,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    };
    await expect(call('CreateTable', other)).rejects.toThrow('exists with another key');
  });
});

test('a table whose creation a kill interrupted can be used at the next start', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dynamodb-'));
  const there = { ...localAccount, stateFolder: folder };
  const table = {
    TableName,
    KeySchema: [{ AttributeName: 'documentId', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'documentId', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  };
  const create = async (): Promise<Shape | undefined> => {
    const started = await startDynamodb({ localAccount: there });
    const created = await started.service.operations['CreateTable']?.run(table, operator);
    await started.close();
    return created;
  };
  await create();
  const store = openedBy(path.join(folder, 'tables'));
  await store.open();
  for await (const [key, value] of store.iterator({ gte: 'table~', lt: 'table\u007f' }))
    await store.put(key, { ...(value as object), TableStatus: 'CREATING' });
  await store.close();

  expect(await create()).toMatchObject({ TableDescription: { TableStatus: 'ACTIVE' } });
  rmSync(folder, { recursive: true, force: true });
}, 20_000);
