import { accountWith } from '../../../tests/fixtures/account-fixture';
import type { Account } from '../../account';
import { KnownNames } from '../known-names';
import { LedgerRows } from './ledger-rows';
import { ledgerWindow } from './ledger-window';

const count = 10_000;
const begin = Date.parse('2026-06-01T00:00:00Z');
const idOf = (index: number): string => index.toString(16).padStart(64, '0');

/** Pages of 1,000 rows, of which every tenth failed; the row of index i was received i seconds after the first. */
function ledgerOf(kind: Account['kind'] = 'process') {
  const scans: number[] = [];
  const account = accountWith(async (_service, operation, input) => {
    if (operation !== 'Scan') throw new Error(`${operation} is not expected`);
    const from = Number((input['ExclusiveStartKey'] as { readonly at?: number } | undefined)?.at ?? 0);
    scans.push(from);
    const Items = Array.from({ length: 1_000 }, (_, step) => rowOf(from + step));
    return { Items, ...(from + 1_000 < count ? { LastEvaluatedKey: { at: from + 1_000 } } : {}) };
  });
  let time = begin;
  const names = new KnownNames();
  const rows = new LedgerRows({ ...account, kind }, names, () => time);
  return {
    scans,
    names,
    rows,
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    window: async (search: string) => ledgerWindow(await rows.read(), new URLSearchParams(search), undefined),
  };
}

function rowOf(index: number) {
  const time = new Date(begin + index * 1_000).toISOString();
  const failure = { failedState: 'EnrichDocument', error: 'E', explanation: 'no answer' };
  const members = {
    documentId: idOf(index),
    status: index % 10 === 0 ? 'FAILED' : 'STORED',
    bucket: 'b',
    key: `incoming/${index}.pdf`,
    versionId: 'v',
    executionArn: 'arn',
    receivedAt: time,
    updatedAt: time,
    ...(index % 10 === 0 ? failure : { documentType: 'invoice' }),
  };
  return Object.fromEntries(Object.entries(members).map(([name, text]) => [name, { S: text }]));
}

it('shows windows of 10,000 rows, the newest first', async () => {
  const { window, names } = ledgerOf();
  const page = await window('offset=9900&limit=100');

  expect(page).toMatchObject({ matching: count, total: count, newer: 0, counts: { FAILED: 1_000, STORED: 9_000 } });
  expect(page.rows.map(({ name }) => name)).toEqual(Array.from({ length: 100 }, (_, i) => `incoming/${99 - i}.pdf`));
  expect((await window('limit=9999')).rows).toHaveLength(500);
  expect(names.nameOf(idOf(7))).toBe('incoming/7.pdf');
});

it('filters by status, time, batch, words and ids', async () => {
  const { window, rows } = ledgerOf();

  expect(await window('status=FAILED&q=no+answer')).toMatchObject({ matching: 1_000, counts: { FAILED: 1_000 } });
  expect((await window(`q=${idOf(4711)}`)).rows).toMatchObject([{ name: 'incoming/4711.pdf', text: 'invoice' }]);
  expect((await window('from=2026-06-01T02:46:30Z')).rows.map(({ name }) => name)).toEqual(
    Array.from({ length: 10 }, (_, index) => `incoming/${9_999 - index}.pdf`),
  );
  const batch = new Set([idOf(1), idOf(2)]);
  expect(ledgerWindow(await rows.read(), new URLSearchParams(), batch).matching).toBe(2);
});

it('keeps documents that came later out of a list that is being read, and counts them', async () => {
  const page = await ledgerOf().window(`until=${begin + 9_000}&status=STORED`);

  expect(page).toMatchObject({ matching: 9, newer: 8_991 });
  expect(page.rows[0]?.name).toBe('incoming/9.pdf');
});

it('is read once at a time; on AWS again only if it is asked for', async () => {
  const local = ledgerOf();
  await Promise.all([local.rows.read(), local.rows.read()]);
  expect(local.scans).toHaveLength(10);
  local.wait(60_000);
  await local.rows.read();
  expect(local.scans).toHaveLength(20);

  const aws = ledgerOf('aws');
  const { asOf } = await aws.rows.read();
  aws.wait(60_000);
  await aws.rows.read(asOf);
  expect(aws.scans).toHaveLength(10);
  await aws.rows.read(asOf + 1);
  expect(aws.scans).toHaveLength(20);
});
