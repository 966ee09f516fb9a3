import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountWith } from '../../../tests/fixtures/account-fixture';
import type { Account } from '../../account';
import type { ReconcileState } from './ledger-model';
import { reconcileActs } from './reconcile-acts';
import { ReconcileJob } from './reconcile-job';

const root = mkdtempSync(join(tmpdir(), 'reconcile-job-'));
afterAll(() => rmSync(root, { recursive: true }));

const pages = 50;
const answers: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  GetQueueAttributes: { Attributes: { ApproximateNumberOfMessagesNotVisible: '0' } },
  ReceiveMessage: {},
  ListExecutions: { executions: [] },
  ListObjectsV2: {},
};

/** An account on AWS whose bucket has 50 object versions, a page each, that no row knows; a page waits for `hold`. */
function accountOf(hold: () => Promise<void>) {
  const asked: number[] = [];
  const fake = accountWith(async (_service, operation, input) => {
    if (operation === 'Scan') return { Items: [] };
    if (operation === 'GetItem') return {};
    if (operation !== 'ListObjectVersions') return answers[operation] ?? unexpected(operation);
    const prefix = String(input['Prefix']);
    // One key is asked for again before it counts as a gap.
    if (/\.pdf$/.test(prefix)) return { Versions: [{ Key: prefix, VersionId: 'v', Size: 1 }] };
    if (prefix !== 'incoming/') return {};
    await hold();
    const at = Number(input['KeyMarker'] ?? 0);
    asked.push(at);
    const Versions = [{ Key: `incoming/${at}.pdf`, VersionId: 'v', Size: 1 }];
    const more = at + 1 < pages ? { IsTruncated: true, NextKeyMarker: String(at + 1), NextVersionIdMarker: 'v' } : {};
    return { Versions, ...more };
  });
  const account: Account = { ...fake, kind: 'aws' };
  return { account, asked };
}

function unexpected(operation: string): never {
  throw new Error(`${operation} is not expected`);
}

async function until(job: ReconcileJob, isReached: (state: ReconcileState) => boolean): Promise<ReconcileState> {
  while (!isReached(job.state)) await new Promise((resolve) => setTimeout(resolve, 5));
  return job.state;
}

const options = { now: Date.now, onChange: () => undefined };

it('is stopped, continued where it was by another process, and reports what has no row', async () => {
  const folder = join(root, 'continued');
  let release: (() => void) | undefined;
  let free = 20;
  const { account, asked } = accountOf(async () => {
    free -= 1;
    if (free < 0) await new Promise<void>((resolve) => (release = resolve));
  });
  const job = new ReconcileJob(account, folder, options);
  const [start, stop] = reconcileActs(job);
  expect(job.state).toEqual({ kind: 'idle' });

  await start?.run({ isNew: false });
  await start?.run({ isNew: false });
  while (release === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(job.state).toMatchObject({
    kind: 'running',
    line: expect.stringMatching(/^object versions under incoming\/: 20 read, [\d,]+ a second/),
  });
  await stop?.run(null);
  release();
  expect(await until(job, ({ kind }) => kind !== 'running')).toMatchObject({
    kind: 'stopped',
    interruptedAt: expect.stringMatching(/^\d{4}-/),
  });

  const later = new ReconcileJob(accountOf(async () => undefined).account, folder, options);
  expect(later.state).toMatchObject({ kind: 'idle', interruptedAt: expect.any(String) });
  const next = accountOf(async () => undefined);
  const continued = new ReconcileJob(next.account, folder, options);
  await continued.start({ isNew: false });
  const done = await until(continued, ({ kind }) => kind !== 'running');

  expect(asked).toEqual(Array.from({ length: 21 }, (_, index) => index));
  expect(next.asked[0]).toBe(21);
  expect(done).toMatchObject({
    kind: 'done',
    documents: pages,
    places: { none: pages },
    kinds: [{ kind: 'object-without-row', count: pages }],
    gaps: pages,
  });
  expect(continued.result?.gaps[0]?.fix).toMatch(/^npx pipelines redrive [0-9a-f]{64}$/);
  // Nothing is left to continue.
  expect(new ReconcileJob(account, folder, options).state).toEqual({ kind: 'idle' });
});

it('begins again on demand, and says why it failed', async () => {
  const folder = join(root, 'again');
  const job = new ReconcileJob(accountOf(async () => Promise.reject(new Error('denied'))).account, folder, options);
  await job.start({ isNew: false });
  expect(await until(job, ({ kind }) => kind !== 'running')).toMatchObject({ kind: 'failed', message: 'denied' });

  const next = accountOf(async () => undefined);
  const again = new ReconcileJob(next.account, folder, options);
  await again.start({ isNew: true });
  await until(again, ({ kind }) => kind === 'done');
  expect(next.asked[0]).toBe(0);
});

it('needs no --write, and accepts only the manifest of an inventory', () => {
  const acts = reconcileActs(new ReconcileJob(accountOf(async () => undefined).account, join(root, 'none'), options));
  expect(acts.map(({ changesNothing }) => changesNothing)).toEqual([true, true]);
  expect(() => acts[0]?.check({ inventory: 'manifest.json' })).toThrow('inventory must be the manifest');
  expect(acts[0]?.check({ inventory: 's3://b/manifest.json', more: 1 })).toEqual({
    isNew: false,
    inventory: 's3://b/manifest.json',
  });
});
