/**
 * Operations a second of the embedded S3 and DynamoDB, in process and with their state on the disk. Prints medians.
 *
 *     node -r tsx/cjs tests/benches/storage.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EmbeddedService, Shape } from '@document-pipelines/local-aws/services';
import { createS3 } from '@document-pipelines/local-aws/services/s3';
import { startDynamodb } from '../../packages/local-aws/src/services/dynamodb';
import { median } from './measuring/median';

const operationsARound = 200;
const rounds = 5;

void main();

async function main(): Promise<void> {
  const stateFolder = mkdtempSync(path.join(tmpdir(), 'storage-'));
  const localAccount = {
    partition: 'aws',
    region: 'eu-west-1',
    account: '123456789012',
    stackFolder: stateFolder,
    stateFolder,
  };
  const dynamodb = await startDynamodb({ localAccount });
  try {
    const s3 = createS3({
      localAccount,
      policies: { authorise: () => ({ allowed: true }) },
      eventBus: { publish: async () => undefined },
      now: Date.now,
    });
    await measureS3(s3.service);
    await measureDynamodb(dynamodb.service);
  } finally {
    await dynamodb.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

async function measureS3(service: EmbeddedService): Promise<void> {
  const Bucket = 'documents';
  await call(service, 'CreateBucket', { Bucket });
  const Body = Buffer.alloc(48 * 1024, 'a');
  await print('S3 PutObject (48 KiB)', (index) => call(service, 'PutObject', { Bucket, Key: `a/${index}.pdf`, Body }));
  await print('S3 GetObject (48 KiB)', (index) => call(service, 'GetObject', { Bucket, Key: `a/${index}.pdf` }));
  await print('S3 HeadObject', (index) => call(service, 'HeadObject', { Bucket, Key: `a/${index}.pdf` }));
}

async function measureDynamodb(service: EmbeddedService): Promise<void> {
  const TableName = 'ledger';
  await call(service, 'CreateTable', {
    TableName,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await print('DynamoDB UpdateItem', (index) =>
    call(service, 'UpdateItem', {
      TableName,
      Key: { id: { S: String(index) } },
      UpdateExpression: 'SET #s = :s',
      ConditionExpression: 'attribute_not_exists(#s) OR #s = :s',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':s': { S: 'RECEIVED' } },
    }),
  );
  await print('DynamoDB GetItem', (index) =>
    call(service, 'GetItem', { TableName, Key: { id: { S: String(index) } } }),
  );
}

async function call(service: EmbeddedService, operation: string, input: Shape): Promise<Shape> {
  const found = service.operations[operation];
  if (found === undefined) throw new Error(operation);
  return found.run(input, { kind: 'operator' });
}

async function print(name: string, operate: (index: number) => Promise<unknown>): Promise<void> {
  const perSecond: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    for (let index = 0; index < operationsARound; index++) await operate(index);
    perSecond.push((operationsARound / (performance.now() - begun)) * 1000);
  }
  console.log(`${name.padEnd(24)} ${Math.round(median(perSecond)).toLocaleString('en').padStart(7)} a second`);
}
