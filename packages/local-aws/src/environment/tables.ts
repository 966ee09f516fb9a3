import type { Services, Shape } from '../services';

/** A row as plain values: strings, numbers and the like, without DynamoDB's types around them. */
export type StoredRow = Readonly<Record<string, unknown>>;

const operator = { kind: 'operator' } as const;

/** Returns one row by its partition key; undefined without one. */
export async function readRow(
  services: Pick<Services, 'call'>,
  tableName: string,
  key: Readonly<Record<string, string>>,
): Promise<StoredRow | undefined> {
  const Key = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { S: value }]));
  const { Item: item } = await services.call(
    'dynamodb',
    'GetItem',
    { TableName: tableName, Key, ConsistentRead: true },
    operator,
  );
  return item === undefined ? undefined : plainRow(item as Shape);
}

/** Returns all rows of a table. */
export async function readRows(services: Pick<Services, 'call'>, tableName: string): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  let from: unknown;
  do {
    const input = { TableName: tableName, ...(from === undefined ? {} : { ExclusiveStartKey: from }) };
    const { Items: items, LastEvaluatedKey: last } = await services.call('dynamodb', 'Scan', input, operator);
    rows.push(...(items as readonly Shape[]).map(plainRow));
    from = last;
  } while (from !== undefined);
  return rows;
}

function plainRow(item: Shape): StoredRow {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainValue(value as Shape)]));
}

function plainValue(value: Shape): unknown {
  const [type, content] = Object.entries(value)[0] ?? [];
  switch (type) {
    case 'N':
      return Number(content);
    case 'M':
      return plainRow(content as Shape);
    case 'L':
      return (content as readonly Shape[]).map(plainValue);
    case 'NULL':
      return null;
    default:
      return content;
  }
}
