import { shortPath } from '@document-pipelines/asl/paths';
import { findProject } from '@document-pipelines/local-aws/environment';
import { type Account, withAccount } from '../../account';
import { type Reconciliation, reconcile, reconcileFolder } from '../reconcile';
import { openInventory } from '../reconcile/inventory';
import type { LedgerOptions } from './ledger-options';

/** `pipelines ledger reconcile`. */
export interface ReconcileCommandOptions extends LedgerOptions {
  /** The manifest of an S3 Inventory of the documents bucket, `s3://…/manifest.json`: used instead of its listing. */
  readonly inventory?: string;
}

/** `pipelines ledger reconcile`: returns 0 if every document is in exactly one allowed place, 1 if a gap was found. */
export async function reconcileLedger(options: ReconcileCommandOptions): Promise<0 | 1> {
  const { console, json } = options;
  const found = await withAccount('pipelines ledger reconcile', options, (account) => reconcileIn(account, options));
  if (json) console.json({ reconciled: found.gaps.length === 0, ...found });
  else for (const line of linesOf(found)) console.print(line);
  return found.gaps.length === 0 ? 0 : 1;
}

/** On AWS, a reading takes minutes to hours: it is kept, and continued if it was interrupted. */
async function reconcileIn(account: Account, options: ReconcileCommandOptions): Promise<Reconciliation> {
  const { console, cwd, signal, inventory: uri } = options;
  const inventory = uri === undefined ? undefined : await openInventory(account, uri);
  if (inventory !== undefined)
    console.say(`object versions since ${inventory.createdAt.toISOString()} are not in the inventory`);
  const folder = reconcileFolder(findProject(cwd).root, account.environment);
  let line = 'reading';
  console.doing({ line: () => line });
  return reconcile(account, {
    signal,
    ...(account.kind === 'aws' ? { folder } : {}),
    ...(inventory === undefined ? {} : { versions: [inventory.source] }),
    onProgress(text) {
      line = text;
      console.changed();
    },
    onResume: (startedAt) =>
      console.say(`continuing the reading of ${startedAt}; remove ${shortPath(folder, cwd)} to begin again`),
  });
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
