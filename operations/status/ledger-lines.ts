import type { Account } from '../account';
import { type LedgerRow, ledgerPages } from '../ledger/evidence/rows';
import { rowText } from '../ledger/row-text';
import { shortened } from './shortened';

/** Rows up to which each is a line; of more, only those that are not final. */
const mostListed = 50;
/** Rows that are kept in memory to be shown. */
const mostKept = 1_000;

/** Returns the rows of the ledger: each of a few, else a count for each status, and those that are not final. */
export async function ledgerLines(account: Account): Promise<readonly string[]> {
  const counts = new Map<string, number>();
  let rows: readonly LedgerRow[] = [];
  let open: readonly LedgerRow[] = [];
  for await (const page of ledgerPages(account)) {
    for (const { status } of page) counts.set(status, (counts.get(status) ?? 0) + 1);
    rows = [...rows, ...page].slice(0, mostListed + 1);
    open = [...open, ...page.filter(({ status }) => status !== 'STORED' && status !== 'REJECTED')].slice(0, mostKept);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const isShort = total <= mostListed;
  const summary = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([status, count]) => `  ${count} ${status}`);
  return [
    `ledger: ${total} document(s)`,
    ...(isShort ? [] : summary),
    ...shortened(linesOf(isShort ? rows : open, account), account.commands.listLedger()),
  ];
}

function linesOf(rows: readonly LedgerRow[], { commands }: Account): readonly string[] {
  const keyOf = ({ pointer, documentId }: LedgerRow): string => pointer?.key ?? documentId;
  return [...rows]
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)))
    .map((row) => `  ${row.status.padEnd(16)} ${keyOf(row)}  ${rowText(row, commands)}`.trimEnd());
}
