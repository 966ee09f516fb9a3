import { join } from 'node:path';
import { assumptionsOf } from '@document-pipelines/asl/cost-of-paths';
import { ApiFile, type LiveTopics, NotFoundError, type UiPages } from '@document-pipelines/asl/ui';
import type { Account } from '../../account';
import { reconcileFolder } from '../../ledger/reconcile';
import type { KnownNames } from '../known-names';
import { readBatchDocuments } from './batch-documents';
import { documentOfExecution } from './document-of-execution';
import type { GapList } from './ledger-model';
import { LedgerRows } from './ledger-rows';
import { ledgerWindow } from './ledger-window';
import { reconcileActs } from './reconcile-acts';
import { ReconcileJob } from './reconcile-job';
import { showDocument, showRecords } from './show-document';

/** What the pages of the ledger are made of. */
export interface LedgerPagesOptions {
  readonly names: KnownNames;
  /** Has cdktf.json with the assumptions of prices, and the cache of interrupted readings. */
  readonly projectRoot: string;
  readonly now?: () => number;
}

/** Gaps in an answer. */
const mostGaps = 1_000;

/** The ledger, one document, and reconciling. */
export function ledgerPages(account: Account, { names, projectRoot, now = Date.now }: LedgerPagesOptions): UiPages {
  const rows = new LedgerRows(account, names, now);
  let live: LiveTopics | undefined;
  const job = new ReconcileJob(account, reconcileFolder(projectRoot, account.environment), {
    now,
    onChange: () => live?.publish('reconcile'),
  });
  return {
    module: join(__dirname, '..', 'page', 'ledger', 'index.ts'),
    routes: [
      {
        path: 'ledger',
        answer: async (query) => {
          const batchId = query.get('batch') ?? '';
          const batch = batchId === '' ? undefined : await readBatchDocuments(account, batchId);
          return ledgerWindow(await rows.read(Number(query.get('after') ?? 0)), query, batch);
        },
      },
      {
        path: 'ledger/document',
        answer: async (query) => {
          const shown = await showDocument(account, idIn(query), assumptionsOf(join(projectRoot, 'cdktf.json')));
          const { documentId } = shown;
          if (shown.name === documentId) return { ...shown, name: names.nameOf(documentId) };
          names.remember(documentId, shown.name);
          return shown;
        },
      },
      { path: 'ledger/records', answer: async (query) => showRecords(account, idIn(query)) },
      { path: 'ledger/execution', answer: async (query) => documentOfExecution(account, query.get('arn') ?? '') },
      { path: 'reconcile', answer: async () => job.state },
      { path: 'reconcile/gaps', answer: async (query) => gapsOf(job, query.getAll('kind')) },
      { path: 'reconcile/report', answer: async () => reportOf(job, account) },
    ],
    acts: reconcileActs(job),
    watch(topics) {
      live = topics;
      return () => job.stop();
    },
  };
}

function idIn(query: URLSearchParams): string {
  const id = query.get('id') ?? '';
  if (id === '') throw new NotFoundError('the request has no id');
  return id;
}

function gapsOf({ result }: ReconcileJob, kinds: readonly string[]): GapList {
  const matching = (result?.gaps ?? []).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  return { matching: matching.length, gaps: matching.slice(0, mostGaps) };
}

/** As `pipelines ledger reconcile --json` prints it. */
function reportOf({ result, state }: ReconcileJob, { environment }: Account): ApiFile {
  if (result === undefined || state.kind !== 'done') throw new NotFoundError('there is no result yet');
  const report = { reconciled: result.gaps.length === 0, ...result };
  const at = new Date(state.at).toISOString().slice(0, 19);
  return new ApiFile(`${JSON.stringify(report)}\n`, 'application/json', `reconcile-${environment}-${at}.json`);
}
