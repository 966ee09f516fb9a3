import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { executionPages } from '@document-pipelines/asl/ui';
import {
  listBatches,
  listDeadLetters,
  listLedger,
  planOfBatch,
  reconcileLedger,
  redriveDocuments,
  resumeBatch,
  runBatch,
  runDocuments,
  runReviewAction,
  showBatch,
  showDocument,
  showStatus,
  traceStory,
} from '../../operations';
import { type Account, withAccount } from '../../operations/account';
import { accountSource } from '../../operations/ui/account-source';
import type { OperatedEnvironment, PolicyName } from './operated-environment';

/** An operation, and the policies that docs/operating.md lists for it. */
export interface OperatorCase {
  readonly name: string;
  readonly policies: readonly PolicyName[];
  /** Brings about what the operation works on. */
  readonly prepare?: (operated: OperatedEnvironment) => Promise<unknown>;
  /** Returns the exit status. */
  readonly run: (operated: OperatedEnvironment) => Promise<number>;
}

const samples = join(__dirname, '..', '..', 'samples');
const read = ['operator-read'] as const;
const readAndWrite = ['operator-read', 'operator-write'] as const;
const all = ['operator-read', 'operator-data', 'operator-write'] as const;

const redrive = ({ options }: OperatedEnvironment, id: string): Promise<number> =>
  redriveDocuments({ ...options(), ids: [id], dryRun: false, timeoutSeconds: 60 });

/** Acts of the page on the newest execution of the document pipeline. */
async function runAgainAndStop(account: Account): Promise<0> {
  const { executions } = await account.call('states', 'ListExecutions', {
    stateMachineArn: account.names.documentPipelineArn,
    maxResults: 1,
  });
  const [{ executionArn } = {}] = executions as readonly { readonly executionArn?: string }[];
  const { acts = [] } = executionPages({ source: await accountSource(account), now: Date.now });
  const run = (name: string, input: object) => {
    const act = acts.find((each) => each.name === name);
    return act?.run(act.check(input));
  };
  const started = await run('execution/start', { executionArn, name: 'run-again' });
  await run('execution/stop', started as object);
  return 0;
}

/** What the page reads of the newest batch, after a list of all executions: its states, and the children of its Map Run. */
async function lookAtABatch(account: Account): Promise<0 | 2> {
  const source = await accountSource(account);
  const machines = await source.machines();
  const lists = await Promise.all(machines.map(({ stateMachineArn }) => source.list({ stateMachineArn })));
  const batch = lists.flatMap(({ rows }) => rows).find(({ machine }) => machine.endsWith('batch-pipeline'));
  const executionArn = String(batch?.executionArn);
  const { definition } = await source.describe(executionArn);
  const started = (await source.events(executionArn, 0)).find(({ type }) => type === 'MapRunStarted');
  const mapRunArn = String(started?.details['mapRunArn']);
  const children = await source.list({ mapRunArn });
  return definition !== undefined && children.rows.length > 0 ? 0 : 2;
}

const noModel = { live: [], without: [], fresh: false } as const;

/** In the order in which they run: later ones find what earlier ones left. */
export const cases: readonly OperatorCase[] = [
  {
    name: 'pipelines redrive of a document',
    policies: readAndWrite,
    prepare: ({ ledger }) => ledger.putRefused('denied.pdf', 'bedrock', 'Converse'),
    run: (operated) => redrive(operated, 'incoming/denied.pdf'),
  },
  {
    name: 'pipelines redrive of a document whose subscribers were not notified',
    policies: readAndWrite,
    prepare: ({ ledger }) => ledger.putRefused('unheard.pdf', 'sns', 'Publish'),
    run: (operated) => redrive(operated, 'incoming/unheard.pdf'),
  },
  {
    name: 'pipelines redrive of an aborted execution',
    policies: readAndWrite,
    async prepare({ ledger }) {
      const documentId = await ledger.put('aborted.pdf', 'wrong-sums.pdf');
      await ledger.local.idle();
      const { executionArn } = (await ledger.row(documentId)) ?? {};
      await ledger.call('states', 'StopExecution', { executionArn });
      await ledger.local.idle();
    },
    run: (operated) => redrive(operated, 'incoming/aborted.pdf'),
  },
  {
    name: 'run again of an execution in the page, and stop',
    policies: readAndWrite,
    run: ({ options }) => withAccount('pipelines ui', options(), runAgainAndStop),
  },
  {
    name: 'pipelines run',
    policies: all,
    run: ({ options }) =>
      runDocuments({
        ...options(),
        ...noModel,
        paths: [join(samples, 'wrong-sums.pdf')],
        timeoutSeconds: 60,
        dryRun: false,
      }),
  },
  { name: 'pipelines status', policies: read, run: ({ options }) => showStatus(options()) },
  {
    name: 'pipelines review',
    policies: ['operator-data'],
    run: ({ options }) => runReviewAction({ kind: 'list', filter: {}, form: 'text' }, options()),
  },
  {
    name: 'pipelines review show',
    policies: ['operator-read', 'operator-data'],
    run: ({ options }) => runReviewAction({ kind: 'show', reviewIds: ['incoming/wrong-sums.pdf'] }, options()),
  },
  {
    name: 'pipelines review approve',
    policies: all,
    run: ({ options }) =>
      runReviewAction(
        {
          kind: 'decide',
          decision: 'approve',
          reviewIds: ['incoming/wrong-sums.pdf'],
          fields: [],
          accept: false,
          dryRun: false,
        },
        options(),
      ),
  },
  {
    name: 'pipelines batch plan',
    policies: read,
    run: ({ options }) =>
      planOfBatch({
        ...options(),
        named: 'batch/',
        limits: {
          region: 'us-east-1',
          detectDocumentTextPerSecond: 1,
          startDocumentTextDetectionPerSecond: 1,
          bedrockRequestsPerMinute: 1,
          modelId: 'anthropic.claude-haiku-4-5-20251001-v1:0',
        },
      }),
  },
  {
    name: 'pipelines batch run',
    policies: all,
    prepare: async ({ ledger, folder }) => {
      mkdirSync(join(folder, 'inbox'));
      cpSync(join(samples, 'contract.pdf'), join(folder, 'inbox', 'contract.pdf'));
      ledger.fault = ({ service, operation }) =>
        service === 'bedrock' && operation === 'Converse' ? 'AccessDeniedException' : undefined;
    },
    run: (operated) =>
      runBatch({
        ...operated.options(),
        named: join(operated.folder, 'inbox'),
        batchId: 'roles',
        timeoutSeconds: 60,
        dryRun: false,
      }),
  },
  { name: 'pipelines batch list', policies: read, run: ({ options }) => listBatches(options()) },
  { name: 'pipelines batch show', policies: read, run: ({ options }) => showBatch('roles', options()) },
  {
    name: 'pipelines batch resume',
    policies: readAndWrite,
    prepare: async ({ ledger }) => {
      ledger.fault = undefined;
    },
    run: ({ options }) => resumeBatch({ ...options(), batchId: 'roles', timeoutSeconds: 60, dryRun: false }),
  },
  {
    name: 'pipelines ledger letters',
    policies: read,
    prepare: ({ ledger }) => ledger.putRefused('failed.pdf', 'bedrock', 'Converse'),
    run: ({ options }) => listDeadLetters(options()),
  },
  { name: 'pipelines ledger list', policies: read, run: ({ options }) => listLedger(options()) },
  {
    name: 'pipelines ledger show',
    policies: read,
    run: ({ options }) => showDocument('incoming/failed.pdf', options()),
  },
  { name: 'pipelines ledger reconcile', policies: read, run: ({ options }) => reconcileLedger(options()) },
  {
    name: 'pipelines ui',
    policies: ['operator-read', 'operator-data'],
    run: ({ options }) => withAccount('pipelines ui', options(), lookAtABatch),
  },
  {
    name: 'pipelines trace',
    policies: ['operator-read', 'operator-data'],
    run: ({ options }) => traceStory('incoming/failed.pdf', { ...options(), json: false, data: false }),
  },
];
