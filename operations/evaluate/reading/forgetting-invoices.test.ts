import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EmbeddedService, Shape } from '@document-pipelines/local-aws/services';
import { forgettingInvoices } from './forgetting-invoices';

const operator = { kind: 'operator' } as const;

/** A table in which the first write of a key stays, as ProcessInvoice writes. */
function tables(): EmbeddedService {
  const rows = new Map<string, unknown>();
  const operation = (run: (input: Shape) => Shape) => ({
    permissions: () => [],
    async run(input: Shape) {
      await nextTurn();
      return run(input);
    },
  });
  const keyOf = ({ TableName, Key }: Shape): string => JSON.stringify([TableName, Key]);
  return {
    name: 'dynamodb',
    operations: {
      UpdateItem: operation((input) => {
        if (!rows.has(keyOf(input))) rows.set(keyOf(input), input['document']);
        return { first: rows.get(keyOf(input)) };
      }),
      DeleteItem: operation((input) => {
        rows.delete(keyOf(input));
        return {};
      }),
    },
  };
}

async function firstOf(service: EmbeddedService, TableName: string): Promise<readonly unknown[]> {
  const write = (document: string) =>
    service.operations['UpdateItem']!.run({ TableName, Key: 'number 1', document }, operator);
  return (await Promise.all(['a', 'b', 'c'].map(write))).map(({ first }) => first);
}

it('lets every document be the first with its number, however many are read at once', async () => {
  expect(await firstOf(tables(), 'invoices')).toEqual(['a', 'a', 'a']);
  expect(await firstOf(forgettingInvoices('invoices', tables()), 'invoices')).toEqual(['a', 'b', 'c']);
});

it('leaves other tables and services as they are', async () => {
  const other = { ...tables(), name: 's3' };

  expect(await firstOf(forgettingInvoices('invoices', tables()), 'ledger')).toEqual(['a', 'a', 'a']);
  expect(forgettingInvoices('invoices', other)).toBe(other);
});
