import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Act } from '@document-pipelines/asl/ui';
import type { ReconcileJob, ReconcileStart } from './reconcile-job';

/** Starting and stopping to reconcile: it only reads, so that it needs no `--write`. */
export function reconcileActs(job: ReconcileJob): readonly Act[] {
  return [
    {
      name: 'ledger/reconcile',
      changesNothing: true,
      check: (input) => ({ ...startIn(input) }),
      describe: () => 'Compare bucket, ledger, executions, reviews and dead letters',
      run: async (input) => {
        await job.start(startIn(input));
        return null;
      },
    },
    {
      name: 'ledger/reconcile/stop',
      changesNothing: true,
      check: () => null,
      describe: () => 'Stop reconciling',
      run: async () => {
        job.stop();
        return null;
      },
    },
  ];
}

function startIn(input: unknown): ReconcileStart {
  const { isNew, inventory } = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  if (inventory === undefined || inventory === '') return { isNew: isNew === true };
  if (typeof inventory !== 'string' || !/^s3:\/\/[^/]+\/.+/.test(inventory))
    throw new UserError('inventory must be the manifest of an S3 Inventory', { help: 's3://…/manifest.json' });
  return { isNew: isNew === true, inventory };
}
