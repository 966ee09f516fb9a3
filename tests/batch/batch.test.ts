import { readDeadLetters } from '../../operations/ledger/evidence/dead-letters';
import { reconcile } from '../../operations/ledger/reconcile';
import { redrive } from '../../operations/ledger/redrive/redrive';
import { type OpenedLedger, openLedger } from '../ledger/opened-ledger';
import { type BatchWorld, batchWorld } from './batch-world';
import { describePages, describePagesInBrowser } from './describe-pages';

jest.setTimeout(120_000);

let ledger: OpenedLedger;
let world: BatchWorld;

beforeAll(async () => {
  ledger = await openLedger();
  world = batchWorld(ledger);
});
afterAll(() => ledger.close());
afterEach(() => {
  ledger.fault = undefined;
  world.said.length = 0;
});

describe('a batch', () => {
  const name = 'first';
  const key = (file: string): string => `batch/${name}/${file}`;
  const ids: Record<string, string> = {};

  it('stores, rejects, hands over, fails, and lists what is no row', async () => {
    for (const [file, sample] of Object.entries({
      'good.pdf': 'invoice.pdf',
      'encrypted.pdf': 'encrypted.pdf',
      'review.pdf': 'wrong-sums.pdf',
      'refused.pdf': 'invoice.pdf',
      'tagged.pdf': 'invoice.pdf',
    }))
      ids[file] = await world.putAt(key(file), sample);
    world.refuseToRead(ids['refused.pdf']!);
    const rows = [...Object.keys(ids), 'good.pdf', 'absent.pdf'].map((file) => `${key(file)},`);

    const { record, handedOver } = await world.runCsv(name, ['key,versionId', ...rows, ''].join('\n'));

    expect(record.summary).toMatchObject({
      counts: {
        rows: 7,
        items: 5,
        duplicates: 1,
        badRows: 1,
        STORED: 2,
        REJECTED: 1,
        HANDED_OVER: 1,
        ALREADY_PROCESSED: 0,
        FAILED: 1,
        PENDING: 0,
      },
      failed: [
        {
          key: key('refused.pdf'),
          state: 'EnrichDocument',
          error: 'BedrockRuntime.AccessDeniedException',
          cause: expect.stringContaining('a fault of the test'),
        },
      ],
      badRows: [{ line: 8, row: expect.stringContaining('absent.pdf') }],
    });
    expect(handedOver).toEqual({ IN_REVIEW: 1 });
    expect(await world.status(ids['good.pdf']!)).toBe('STORED');
    expect(await world.status(ids['encrypted.pdf']!)).toBe('REJECTED');
    expect(ledger.executionsOf(ids['review.pdf']!)).toMatchObject([
      { status: 'SUCCEEDED', output: { outcome: 'HANDED_OVER', reason: 'RequestReview' } },
      { name: `${ids['review.pdf']}-h1`, status: 'RUNNING' },
    ]);
    expect(await reconcile(ledger.account)).toMatchObject({ gaps: [] });
  });

  it('is resumed with what failed, in the place of who owns it', async () => {
    const { resumable, ended } = await world.resume(name);

    expect(resumable).toEqual({
      items: [
        expect.objectContaining({
          key: key('refused.pdf'),
          redriveOf: expect.stringContaining(':dev-document-pipeline:'),
          attempt: 2,
          checkpoint: 'EXTRACTED',
        }),
      ],
      leftOut: [],
    });
    expect(ended?.record).toMatchObject({
      batchId: `${name}-r1`,
      status: 'SUCCEEDED',
      summary: { counts: { items: 1, STORED: 1 } },
    });
    expect(await ledger.row(ids['refused.pdf']!)).toMatchObject({ status: 'STORED', attempts: '2' });
    expect(world.noticesOf(ids['refused.pdf']!)).toBe(1);
    expect(await readDeadLetters(ledger.account)).toEqual([]);
    expect(await reconcile(ledger.account)).toMatchObject({ gaps: [] });
  });

  it('has nothing left to resume then', async () => {
    const { resumable, ended } = await world.resume(name);

    expect(resumable.items).toEqual([]);
    expect(ended).toBeUndefined();
    expect(world.said).toContain(`batch ${name} has no items to resume`);
  });
});

it('a batch of which too much fails is FAILED, and resumed without what was stored meanwhile', async () => {
  const files = ['one.pdf', 'two.pdf'];
  const ids = await Promise.all(files.map((file) => world.putAt(`batch/refused/${file}`, 'invoice.pdf')));
  world.refuseToRead(...ids);

  const { record } = await world.runCsv('refused', `key\nbatch/refused/one.pdf\nbatch/refused/two.pdf\n`);

  expect(record).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  expect(await readDeadLetters(ledger.account)).toContainEqual(
    expect.objectContaining({ executionArn: record.executionArn, documentId: undefined }),
  );
  ledger.fault = undefined;
  // An execution that the batch stopped before it reached Failed reaches it first.
  while ((await world.status(ids[0]!)) !== 'STORED')
    await redrive(ledger.account, { ids: [ids[0]!] }, { dryRun: false, followSeconds: 30 });
  const { resumable, ended } = await world.resume('refused');
  expect(resumable).toMatchObject({
    items: [{ key: 'batch/refused/two.pdf' }],
    leftOut: [{ key: 'batch/refused/one.pdf', why: 'it has been stored meanwhile' }],
  });
  expect(ended?.record).toMatchObject({ status: 'SUCCEEDED' });
  expect(await readDeadLetters(ledger.account)).toEqual([]);
  expect(await reconcile(ledger.account)).toMatchObject({ gaps: [] });
});

it('one object is processed once, though an event and two batches bring it', async () => {
  const documentId = await ledger.put('both.pdf');
  const row = (pointerKey: string): string => `key\n${pointerKey}\n`;
  const batches = await Promise.all([
    world.runCsv('both-one', row('incoming/both.pdf')),
    world.runCsv('both-two', row('incoming/both.pdf')),
  ]);

  const stored = batches.map(({ record }) => record.summary?.counts['STORED'] ?? 0);
  expect(stored[0]! + stored[1]!).toBeLessThanOrEqual(1);
  expect(await world.status(documentId)).toBe('STORED');
  expect(world.noticesOf(documentId)).toBe(1);
  expect(await reconcile(ledger.account)).toMatchObject({ gaps: [] });
});

it('what lies under batch/ and no batch has named waits, and is said to', async () => {
  await world.putAt('batch/later.pdf', 'invoice.pdf');

  const { gaps, waitingForBatch } = await reconcile(ledger.account);

  expect(gaps).toEqual([]);
  expect(waitingForBatch).toEqual(['batch/later.pdf']);
});

describePages(() => ({ ledger, world }));
describePagesInBrowser(() => ({ ledger, world }));
