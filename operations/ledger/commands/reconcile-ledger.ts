import { withAccount } from '../../account';
import { type Reconciliation, reconcile } from '../reconcile';
import type { LedgerOptions } from './ledger-options';

/** `pipelines ledger reconcile`: returns 0 if every document is in exactly one allowed place, 1 if a gap was found. */
export async function reconcileLedger(options: LedgerOptions): Promise<0 | 1> {
  const found = await withAccount('pipelines ledger reconcile', options, reconcile);
  if (options.json) options.console.json({ reconciled: found.gaps.length === 0, ...found });
  else for (const line of linesOf(found)) options.console.print(line);
  return found.gaps.length === 0 ? 0 : 1;
}

function linesOf({ documents, places, waitingForBatch, letters, gaps }: Reconciliation): readonly string[] {
  const counts = Object.entries(places)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, count]) => `${count} ${status === 'none' ? 'without a row' : status}`);
  const summary = `${documents} document(s)${counts.length === 0 ? '' : `: ${counts.join(', ')}`}; ${letters} dead letter(s)`;
  const waiting = waitingForBatch.length === 0 ? [] : [waitingLine(waitingForBatch)];
  if (gaps.length === 0) return [summary, ...waiting, 'every document is in exactly one place'];
  const told = gaps.flatMap(({ kind, documentId, key, message, fix }) => [
    `gap [${kind}] ${key ?? 'no document'}${documentId === undefined ? '' : `  ${documentId}`}`,
    `  ${message}`,
    `  fix: ${fix}`,
  ]);
  return [summary, ...waiting, ...told, `${gaps.length} gap(s)`];
}

const mostShown = 5;

function waitingLine(keys: readonly string[]): string {
  const shown = keys.slice(0, mostShown).join(', ');
  const more = keys.length > mostShown ? ` and ${keys.length - mostShown} more` : '';
  return `${keys.length} object version(s) wait for a batch: ${shown}${more}; \`npx pipelines batch run batch/\` starts one`;
}
