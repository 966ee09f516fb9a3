import type { JsonObject } from '@document-pipelines/asl/definition';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { blocks, checkArguments, operator, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

/** TTL deletes no items locally; capacity is unlimited. */
const table: ResourceType = async (resource, { localAccount, services }) => {
  checkArguments(
    resource,
    ['name', 'hash_key', 'range_key', 'attribute', 'global_secondary_index', 'billing_mode'],
    [
      'ttl',
      'point_in_time_recovery',
      'server_side_encryption',
      'deletion_protection_enabled',
      'table_class',
      'read_capacity',
      'write_capacity',
      'on_demand_throughput',
    ],
  );
  const name = textOf(resource, 'name');
  if (!/^[A-Za-z0-9_.-]{3,255}$/.test(name))
    throw new UserError(`a table name has 3 to 255 letters, digits, dots, hyphens or underscores, it is ${name}`);
  const indexes = blocks(resource.arguments, 'global_secondary_index').map((index) => ({
    IndexName: optionalTextOf(index, 'name'),
    KeySchema: keySchema(index),
    Projection: projection(index),
  }));
  await services.call(
    'dynamodb',
    'CreateTable',
    {
      TableName: name,
      KeySchema: keySchema(resource.arguments),
      AttributeDefinitions: blocks(resource.arguments, 'attribute').map((attribute) => ({
        AttributeName: attribute['name'],
        AttributeType: attribute['type'],
      })),
      BillingMode: 'PAY_PER_REQUEST',
      ...(indexes.length === 0 ? {} : { GlobalSecondaryIndexes: indexes }),
    },
    operator,
  );
  return {
    id: name,
    name,
    arn: `arn:${localAccount.partition}:dynamodb:${localAccount.region}:${localAccount.account}:table/${name}`,
  };
};

function keySchema(keys: JsonObject): readonly { readonly AttributeName: string; readonly KeyType: string }[] {
  const hash = optionalTextOf(keys, 'hash_key') ?? '';
  const range = optionalTextOf(keys, 'range_key');
  return [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
  ];
}

function projection(index: JsonObject): Readonly<Record<string, unknown>> {
  const ProjectionType = optionalTextOf(index, 'projection_type') ?? 'ALL';
  return ProjectionType === 'INCLUDE'
    ? { ProjectionType, NonKeyAttributes: index['non_key_attributes'] }
    : { ProjectionType };
}

/** Tables. */
export const dynamodbResourceTypes: ResourceTypes = { aws_dynamodb_table: table };
