import type { Shape } from '@document-pipelines/local-aws/services';
import type { Account } from './account';
import { follow } from './pages';

/** A row as plain values: strings, numbers and the like, without DynamoDB's types around them. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Returns one row by its partition key; undefined without one. Uses a consistent read. */
export async function readRow(
  account: Pick<Account, 'call'>,
  TableName: string,
  key: Readonly<Record<string, string>>,
): Promise<StoredRow | undefined> {
  const Key = Object.fromEntries(Object.entries(key).map(([name, value]) => [name, { S: value }]));
  const { Item: item } = await account.call('dynamodb', 'GetItem', { TableName, Key, ConsistentRead: true });
  return item === undefined || item === null ? undefined : plainRow(item as Shape);
}

/**
 * Returns some attributes of one row; undefined without one. A query and not GetItem, so that a policy can require that only those are
 * read: GetItem has no `Select`. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
export async function readAttributes(
  account: Pick<Account, 'call'>,
  TableName: string,
  { key, attributes }: { readonly key: readonly [name: string, value: string]; readonly attributes: readonly string[] },
): Promise<StoredRow | undefined> {
  const { ExpressionAttributeNames: names, ...selection } = selected(attributes);
  const { Items: items } = await account.call('dynamodb', 'Query', {
    TableName,
    ConsistentRead: true,
    ...selection,
    KeyConditionExpression: '#key = :key',
    ExpressionAttributeNames: { ...names, '#key': key[0] },
    ExpressionAttributeValues: { ':key': { S: key[1] } },
  });
  const [item] = (items ?? []) as readonly Shape[];
  return item === undefined ? undefined : plainRow(item);
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
  for (let from: Shape | undefined = {}; from !== undefined; ) {
    const page = await scanPage(account, { ...input, ...from });
    yield page.rows;
    from = page.next;
  }
}

/** Returns one page of a scan, and what requests the next one. Uses a consistent read. */
export async function scanPage(
  account: Pick<Account, 'call'>,
  input: Shape,
): Promise<{ readonly rows: readonly StoredRow[]; readonly next: Shape | undefined }> {
  const answer = await account.call('dynamodb', 'Scan', { ConsistentRead: true, ...input });
  const rows = ((answer['Items'] ?? []) as readonly Shape[]).map(plainRow);
  return { rows, next: follow(answer, { ExclusiveStartKey: 'LastEvaluatedKey' }) };
}

/** A policy can require `Select`: without it, a scan could return every attribute. */
function selected(attributes: readonly string[]) {
  const names = attributes.map((name, index) => [`#a${index}`, name] as const);
  return {
    Select: 'SPECIFIC_ATTRIBUTES',
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
