import type { Shape } from '@document-pipelines/local-aws/services';
import type { Account } from './account';
import { follow, pagesOf } from './pages';

/** A row as plain values: strings, numbers and the like, without DynamoDB's types around them. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Returns one row by its partition key, with these attributes or all; undefined without one. Uses a consistent read. */
export async function readRow(
  account: Pick<Account, 'call'>,
  TableName: string,
  key: Readonly<Record<string, string>>,
  attributes?: readonly string[],
): Promise<StoredRow | undefined> {
  const Key = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { S: value }]));
  const input = { TableName, Key, ConsistentRead: true, ...(attributes === undefined ? {} : projection(attributes)) };
  const { Item: item } = await account.call('dynamodb', 'GetItem', input);
  return item === undefined || item === null ? undefined : plainRow(item as Shape);
}

/** Returns all rows of a table, with these attributes or all. Uses consistent reads. */
export async function readRows(
  account: Pick<Account, 'call'>,
  TableName: string,
  attributes?: readonly string[],
): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const page of scanPages(account, TableName, attributes)) rows.push(...page);
  return rows;
}

/** Yields the rows of a table, a page at a time. */
export async function* scanPages(
  account: Pick<Account, 'call'>,
  TableName: string,
  attributes?: readonly string[],
): AsyncGenerator<readonly StoredRow[]> {
  const input = { TableName, ConsistentRead: true, ...(attributes === undefined ? {} : selected(attributes)) };
  const pages = pagesOf(
    (from) => account.call('dynamodb', 'Scan', { ...input, ...from }),
    (answer) => follow(answer, { ExclusiveStartKey: 'LastEvaluatedKey' }),
  );
  for await (const { Items: items } of pages) yield ((items ?? []) as readonly Shape[]).map(plainRow);
}

/** A policy can require `Select`: without it, a scan could return every attribute. */
function selected(attributes: readonly string[]): Shape {
  return { Select: 'SPECIFIC_ATTRIBUTES', ...projection(attributes) };
}

function projection(attributes: readonly string[]): Shape {
  const names = attributes.map((name, index) => [`#a${index}`, name] as const);
  return {
    ProjectionExpression: names.map(([placeholder]) => placeholder).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names),
  };
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
