import { type Reconciliation, reconcile } from '../reconcile';
import { type LedgerOptions, withLedger } from './with-ledger';

/** `asl ledger reconcile`: 0 where every document is in exactly one allowed place, 1 where a gap was found. */
export async function reconcileLedger(options: LedgerOptions): Promise<0 | 1> {
  const found = await withLedger('asl ledger reconcile', options, reconcile);
  if (options.json) options.console.print(JSON.stringify({ reconciled: found.gaps.length === 0, ...found }));
  else for (const line of linesOf(found)) options.console.print(line);
  return found.gaps.length === 0 ? 0 : 1;
}

function linesOf({ documents, places, letters, gaps }: Reconciliation): readonly string[] {
  const counts = Object.entries(places)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, count]) => `${count} ${status === 'none' ? 'without a row' : status}`);
  const summary = `${documents} document(s)${counts.length === 0 ? '' : `: ${counts.join(', ')}`}; ${letters} dead letter(s)`;
  if (gaps.length === 0) return [summary, 'every document is in exactly one place'];
  const told = gaps.flatMap(({ kind, documentId, key, message, mend }) => [
    `gap [${kind}] ${key ?? 'no key'}${documentId === undefined ? '' : `  ${documentId}`}`,
    `  ${message}`,
    `  mend: ${mend}`,
  ]);
  return [summary, ...told, `${gaps.length} gap(s)`];
}
