import { basicPages } from '@document-pipelines/asl/basic-pages';
import { type ExecutionSource, serveUiUntil, type UiPages } from '@document-pipelines/asl/ui';
import { findProject } from '@document-pipelines/local-aws/environment';
import { type Account, type AccountOptions, withAccount } from '../account';
import type { PlanLimits } from '../batch';
import { accountSource } from './account-source';
import { batchPages } from './batches/batch-pages';
import type { PriceSources } from './batches/batch-prices';
import { deadLetterPages } from './dead-letters/dead-letter-pages';
import { evaluationPages } from './evaluations/evaluation-pages';
import { KnownNames } from './known-names';
import { ledgerPages } from './ledger/ledger-pages';
import { nextCommandPages } from './next-command-pages';
import { reviewPages } from './reviews/review-pages';

/** How the page is served. */
export interface UiChoice {
  readonly port?: number;
  /** With `--aws`: whether the page may change something. */
  readonly write: boolean;
  /** Quotas and the model of the environment, to price batches. Throws a UserError. */
  limits(): PlanLimits;
}

/**
 * `pipelines ui`: serves the page of an environment until Ctrl-C. Locally the environment works meanwhile, as in every other command: its
 * executions go on, and commands in other terminals use it through its endpoint.
 */
export async function showPages({ port, write, limits }: UiChoice, options: AccountOptions): Promise<0> {
  return withAccount<0>('pipelines ui', options, async (account) => {
    const source = await accountSource(account);
    options.console.doing(undefined);
    await serveUiUntil({
      source,
      pages: [
        ...basicPages(source, source.kind === 'aws' ? undefined : ['definitions']),
        ...operationPages(account, source, { projectRoot: findProject(options.cwd).root, limits }),
      ],
      ...(port === undefined ? {} : { port }),
      allowsWrites: write,
      command: 'pipelines ui',
      signal: options.signal,
      say: (line) => options.console.say(line),
    });
    return 0;
  });
}

/** What operations add to the page, in the order of the menu. */
function operationPages(account: Account, source: ExecutionSource, project: PriceSources): readonly UiPages[] {
  const names = new KnownNames();
  return [
    nextCommandPages(account, source),
    reviewPages(account),
    deadLetterPages(account, names),
    ledgerPages(account, { names, projectRoot: project.projectRoot }),
    batchPages(account, project),
    evaluationPages(project),
  ];
}
