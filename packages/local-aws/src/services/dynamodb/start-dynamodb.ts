import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { memberOf } from '@document-pipelines/asl/definition';
import dynalite from 'dynalite';
import type { LocalAccount } from '../../local-account';
import { optionalShape, optionalText, requiredText, shapesOf } from '../input';
import { type EmbeddedService, type Operation, type Permission, ServiceError, type Shape } from '../service';
import { attributeKeys } from './attribute-keys';
import { DynaliteClient } from './dynalite-client';
import { prepareStore } from './level-store';
import { createSocketPath } from './socket-path';

/**
 * DynamoDB: dynalite with the folder `tables` (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations.html). It
 * uses a socket that only this user can open, because it checks neither Host, Origin nor permissions: programs reach it through the
 * endpoint, like every other service.
 */
export interface Dynamodb {
  readonly service: EmbeddedService;
  close(): Promise<void>;
}

/** Opens the tables under `localAccount.stateFolder`. Throws if another process has them open. */
export async function startDynamodb({ localAccount }: { readonly localAccount: LocalAccount }): Promise<Dynamodb> {
  const folder = path.join(localAccount.stateFolder, 'tables');
  mkdirSync(localAccount.stateFolder, { recursive: true });
  await prepareStore(folder);
  const server = dynalite({ path: folder, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  // A connection that the server closes when it has been idle would fail the call that is just using it.
  server.keepAliveTimeout = 0;
  const socket = createSocketPath();
  await listen(server, socket.path);
  const client = new DynaliteClient(socket.path, localAccount.region);
  return {
    service: { name: 'dynamodb', operations: operationsOf(client, localAccount) },
    close: async () => {
      await client.close();
      await close(server);
      socket.remove();
    },
  };
}

const tableOperations = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'DescribeTable',
  'DeleteTable',
];
const batchOperations = ['BatchGetItem', 'BatchWriteItem'];

function operationsOf(client: DynaliteClient, localAccount: LocalAccount): EmbeddedService['operations'] {
  const arnOf = (table: string) =>
    table.startsWith('arn:')
      ? table
      : `arn:${localAccount.partition}:dynamodb:${localAccount.region}:${localAccount.account}:table/${table}`;
  const onTable = (name: string, input: Shape): readonly Permission[] => {
    const index = optionalText(input, 'IndexName');
    const table = arnOf(optionalText(input, 'TableName') ?? '*');
    const resource = index === undefined ? table : `${table}/index/${index}`;
    return [{ action: `dynamodb:${name}`, resource, conditionKeys: attributeKeys(input) }];
  };
  const onTables = (name: string, input: Shape): readonly Permission[] =>
    Object.keys(optionalShape(input, 'RequestItems') ?? {}).map((table) => ({
      action: `dynamodb:${name}`,
      resource: arnOf(table),
    }));
  const operation = (
    name: string,
    permissions: (name: string, input: Shape) => readonly Permission[],
  ): readonly [string, Operation] => [
    name,
    { permissions: (input) => permissions(name, input), run: (input) => call(client, name, input) },
  ];
  return {
    ...Object.fromEntries([
      ...tableOperations.map((name) => operation(name, onTable)),
      ...batchOperations.map((name) => operation(name, onTables)),
    ]),
    ListTables: {
      permissions: () => [{ action: 'dynamodb:ListTables', resource: '*' }],
      run: (input) => client.call('ListTables', input),
    },
    CreateTable: { permissions: (input) => onTable('CreateTable', input), run: (input) => createTable(client, input) },
  };
}

/** A table may be named by its ARN. dynalite cannot return the item that failed a condition, so it is fetched. */
async function call(client: DynaliteClient, name: string, input: Shape): Promise<Shape> {
  const { ReturnValuesOnConditionCheckFailure: wanted, ...request } =
    'TableName' in input ? { ...input, TableName: tableName(input) } : input;
  try {
    return await client.call(name, request);
  } catch (error) {
    if (wanted !== 'ALL_OLD' || !(error instanceof ServiceError) || error.name !== 'ConditionalCheckFailedException')
      throw error;
    const { Item } = await client.call('GetItem', {
      TableName: tableName(input),
      Key: await keyOf(client, input),
      ConsistentRead: true,
    });
    throw new ServiceError(error.name, error.message, error.statusCode, Item === undefined ? undefined : { Item });
  }
}

async function keyOf(client: DynaliteClient, input: Shape): Promise<Shape> {
  const key = optionalShape(input, 'Key');
  if (key !== undefined) return key;
  const { Table } = await client.call('DescribeTable', { TableName: tableName(input) });
  const item = optionalShape(input, 'Item') ?? {};
  const names = shapesOf(Table as Shape, 'KeySchema').map((part) => requiredText(part, 'AttributeName'));
  return Object.fromEntries(names.map((name) => [name, memberOf(item, name)]));
}

function tableName(input: Shape): string {
  const name = requiredText(input, 'TableName');
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Returns a table that exists with the same key unchanged: the stack is applied at every start. Resolves when the table can be used. */
async function createTable(client: DynaliteClient, input: Shape): Promise<Shape> {
  await client.call('CreateTable', input).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.name !== 'ResourceInUseException') throw error;
  });
  const TableDescription = await activeTable(client, requiredText(input, 'TableName'));
  const [kept, asked] = [TableDescription['KeySchema'], input['KeySchema']].map((schema) => JSON.stringify(schema));
  if (kept === asked) return { TableDescription };
  throw new ServiceError(
    'ResourceInUseException',
    `the table ${input['TableName']} exists with another key (${kept}); \`asl local clean\` removes it`,
  );
}

async function activeTable(client: DynaliteClient, TableName: string): Promise<Shape> {
  for (;;) {
    const { Table } = await client.call('DescribeTable', { TableName });
    if ((Table as Shape)['TableStatus'] === 'ACTIVE') return Table as Shape;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.closeAllConnections();
    server.close((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
}
