import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { holds, type Row, updateRow } from './expressions';
import { fakeClient, type Interruption, on, serviceError } from './fake-client';

/** Tables whose key has two parts; the key of every other is an item's first attribute. */
const rangeKeys: Readonly<Record<string, readonly string[]>> = { audit: ['reviewId', 'executionArn'] };

/** Tables in memory that honour conditions. Rows by `table/key`, with a range key `table/key/range`. */
export function fakeTables(interruption?: Interruption) {
  const rows = new Map<string, Row>();
  const dynamodb = fakeClient<DynamoDBClient>(
    [
      on(PutItemCommand, (input) => {
        const item = input.Item ?? {};
        const name = rowName(input.TableName, keyOf(input.TableName, item));
        const attributes = {
          names: input.ExpressionAttributeNames ?? {},
          values: input.ExpressionAttributeValues ?? {},
        };
        if (
          input.ConditionExpression !== undefined &&
          !holds(input.ConditionExpression, rows.get(name) ?? {}, attributes)
        ) {
          throw serviceError('ConditionalCheckFailedException', 'The conditional request failed');
        }
        rows.set(name, { ...item });
        return {};
      }),
      on(GetItemCommand, ({ TableName, Key }) => {
        const row = rows.get(rowName(TableName, Key));
        return row === undefined ? {} : { Item: { ...row } };
      }),
      on(UpdateItemCommand, (input) => {
        const name = rowName(input.TableName, input.Key);
        const row = rows.get(name) ?? {};
        const attributes = {
          names: input.ExpressionAttributeNames ?? {},
          values: input.ExpressionAttributeValues ?? {},
        };
        if (input.ConditionExpression !== undefined && !holds(input.ConditionExpression, row, attributes)) {
          throw serviceError('ConditionalCheckFailedException', 'The conditional request failed');
        }
        const result = updateRow(input.UpdateExpression ?? '', { ...input.Key, ...row }, attributes);
        rows.set(name, result);
        return input.ReturnValues === 'ALL_NEW' ? { Attributes: { ...result } } : {};
      }),
    ],
    interruption,
  );
  return { dynamodb, rows };
}

function keyOf(table = '', item: Row): Row {
  const names = rangeKeys[table] ?? Object.keys(item).slice(0, 1);
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

function rowName(table = '', key: Record<string, AttributeValue> = {}): string {
  return [table, ...Object.values(key).map((value) => value.S ?? '')].join('/');
}
