import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { holds, type Row, updated } from './expressions';
import { fakeClient, type Interruption, on, serviceError } from './fake-client';

/** Tables in memory that honour conditions. Rows by `table/key`. */
export function fakeTables(interruption?: Interruption) {
  const rows = new Map<string, Row>();
  const dynamodb = fakeClient<DynamoDBClient>(
    [
      on(PutItemCommand, ({ TableName, Item }) => {
        rows.set(rowName(TableName, Object.fromEntries(Object.entries(Item ?? {}).slice(0, 1))), { ...Item });
        return {};
      }),
      on(GetItemCommand, ({ TableName, Key }) => {
        const row = rows.get(rowName(TableName, Key));
        return row === undefined ? {} : { Item: { ...row } };
      }),
      on(UpdateItemCommand, (input) => {
        const name = rowName(input.TableName, input.Key);
        const row = rows.get(name) ?? {};
        const place = { names: input.ExpressionAttributeNames ?? {}, values: input.ExpressionAttributeValues ?? {} };
        if (input.ConditionExpression !== undefined && !holds(input.ConditionExpression, row, place)) {
          throw serviceError('ConditionalCheckFailedException', 'The conditional request failed');
        }
        const result = updated(input.UpdateExpression ?? '', { ...input.Key, ...row }, place);
        rows.set(name, result);
        return input.ReturnValues === 'ALL_NEW' ? { Attributes: { ...result } } : {};
      }),
    ],
    interruption,
  );
  return { dynamodb, rows };
}

function rowName(table = '', key: Record<string, AttributeValue> = {}): string {
  const [value] = Object.values(key);
  return `${table}/${value?.S ?? ''}`;
}
