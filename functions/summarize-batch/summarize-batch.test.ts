import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { fakeBucket } from '../shared/fakes/fake-bucket';
import { crashAt, everyCrash, fakeClient, fakeLog, type Interruption, on } from '../shared/fakes/fake-client';
import { fakeTables } from '../shared/fakes/fake-table';
import { type SummarizeBatchEvent, type SummarizeBatchParts, summarizeBatch } from './summarize-batch';

const item = (key: string) => ({ bucket: 'documents', key, versionId: 'v1' });
const documentIdOf = (key: string) =>
  createHash('sha256')
    .update(JSON.stringify(['documents', key, 'v1']))
    .digest('hex');
const arnOf = (key: string) => `arn:aws:states:us-east-1:1:express:batch/documents:${key}:1`;
const child = (key: string, change: object) => ({
  ExecutionArn: arnOf(key),
  Input: JSON.stringify(item(key)),
  StartDate: '2026-01-01T00:00:00.000Z',
  StopDate: '2026-01-01T00:00:01.230Z',
  ...change,
});
const succeeded = (key: string, outcome: string) =>
  child(key, { Status: 'SUCCEEDED', Output: JSON.stringify({ documentId: documentIdOf(key), outcome }) });
const buried = (key: string, deadLetter: string) => {
  const cause = {
    state: 'EnrichDocument',
    Error: 'Denied',
    Cause: 'no access',
    documentId: documentIdOf(key),
    deadLetter,
  };
  return child(key, { Status: 'FAILED', Error: 'Denied', Cause: JSON.stringify(cause) });
};
const timedOut = (key: string) => child(key, { Status: 'TIMED_OUT' });

interface Written {
  readonly SUCCEEDED?: readonly object[];
  readonly FAILED?: readonly object[];
  readonly items?: readonly string[];
  readonly badRows?: readonly object[];
}

function world(written: Written, interruption?: Interruption) {
  const bucket = fakeBucket(interruption);
  const lines = (key: string, values: readonly object[]) =>
    bucket.objects.set(`results/${key}`, Buffer.from(values.map((value) => JSON.stringify(value)).join('\n')));
  const files = (['SUCCEEDED', 'FAILED'] as const).map((status) => {
    const key = `batches/b1/run/${status}_0.jsonl`;
    const values = written[status] ?? [];
    if (values.length > 0) lines(key, values);
    return [status, values.length > 0 ? [{ Key: key, Size: 1 }] : []] as const;
  });
  const manifest = {
    DestinationBucket: 'results',
    MapRunArn: 'arn:map-run',
    ResultFiles: { PENDING: [], ...Object.fromEntries(files) },
  };
  bucket.objects.set('results/batches/b1/run/manifest.json', Buffer.from(JSON.stringify(manifest)));
  lines('batches/b1/items.jsonl', (written.items ?? []).map(item));
  lines('batches/b1/bad-rows.jsonl', written.badRows ?? []);
  const tables = fakeTables(interruption);
  const letters: Record<string, unknown>[] = [];
  const sqs = fakeClient<SQSClient>(
    [on(SendMessageCommand, ({ MessageBody }) => void letters.push(JSON.parse(MessageBody ?? '')))],
    interruption,
  );
  const log = fakeLog();
  const parts: SummarizeBatchParts = {
    log,
    s3: bucket.s3,
    ledger: { dynamodb: tables.dynamodb, tableName: 'ledger' },
    deadLetters: { sqs, queueUrl: 'queue' },
    prices: { perTransition: 0.000025, perExpressRequest: 0.000001, perGigabyteSecond: 0.00001667 },
    concurrency: 2,
    now: () => 0,
  };
  const row = (key: string, status: string, executionArn = arnOf(key)) =>
    tables.rows.set(`ledger/${documentIdOf(key)}`, {
      documentId: { S: documentIdOf(key) },
      status: { S: status },
      executionArn: { S: executionArn },
      checkpoint: { S: 'EXTRACTED' },
    });
  const statusOf = (key: string) => tables.rows.get(`ledger/${documentIdOf(key)}`)?.['status']?.S;
  const count = written.items?.length ?? 0;
  const event: SummarizeBatchEvent = {
    batchId: 'b1',
    executionArn: 'arn:batch',
    executionType: 'EXPRESS',
    prepared: {
      items: { bucket: 'results', key: 'batches/b1/items.jsonl' },
      badRows: { bucket: 'results', key: 'batches/b1/bad-rows.jsonl' },
      counts: { rows: count, items: count, duplicates: 0, badRows: written.badRows?.length ?? 0 },
    },
    results: { bucket: 'results', key: 'batches/b1/run/manifest.json' },
    isToleranceExceeded: false,
  };
  const summarize = (change: Partial<SummarizeBatchEvent> = {}) => summarizeBatch({ ...event, ...change }, parts);
  const file = (): Record<string, unknown> => JSON.parse(String(bucket.objects.get('results/batches/b1/summary.json')));
  return { ...bucket, summarize, letters, row, statusOf, file, log };
}

describe('summarizeBatch', () => {
  it('counts by outcome, and counts as pending what has not ended', async () => {
    const { summarize, file } = world({
      SUCCEEDED: [
        succeeded('a', 'STORED'),
        succeeded('b', 'STORED'),
        succeeded('c', 'REJECTED'),
        succeeded('d', 'HANDED_OVER'),
        succeeded('e', 'ALREADY_PROCESSED'),
        succeeded('f', 'SOMETHING_NEW'),
      ],
      FAILED: [buried('g', 'sent')],
      items: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      badRows: [{ line: 3, reason: 'there is no such object', row: 'x' }],
    });

    const output = await summarize();

    expect(output).toMatchObject({
      mapRunArn: 'arn:map-run',
      counts: {
        STORED: 2,
        REJECTED: 1,
        HANDED_OVER: 1,
        ALREADY_PROCESSED: 1,
        OTHER: 1,
        FAILED: 1,
        PENDING: 1,
        items: 8,
        badRows: 1,
      },
      pending: [item('h')],
      badRows: [{ line: 3 }],
      summary: { bucket: 'results', key: 'batches/b1/summary.json' },
    });
    const { summary: _pointer, ...whole } = output;
    expect(file()).toEqual(whole);
  });

  it('tells of each failed child what a redrive needs', async () => {
    const { summarize } = world({ FAILED: [buried('a', 'sent')], items: ['a'] });
    await expect(summarize()).resolves.toMatchObject({
      failed: [
        {
          ...item('a'),
          documentId: documentIdOf('a'),
          executionArn: arnOf('a'),
          attempt: 1,
          state: 'EnrichDocument',
          error: 'Denied',
          cause: 'no access',
          deadLetter: 'sent',
        },
      ],
    });
  });

  it('cuts the lists of its answer, not those of the file', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => `k${index}`);
    const { summarize, file } = world({
      FAILED: keys.map((key) => buried(key, 'sent')),
      items: [...keys, ...keys.map((key) => `p${key}`)],
    });
    const { failed, pending } = await summarize();
    expect([failed.length, pending.length]).toEqual([20, 20]);
    expect(file()).toMatchObject({ failed: { length: 25 }, pending: { length: 25 } });
  });

  describe('under EXPRESS children, of which EventBridge hears nothing', () => {
    it.each([
      ['left in RECEIVED', 'RECEIVED', 'FAILED'],
      ['handed over to nobody', 'HANDED_OVER', 'FAILED'],
      ['stored, and told nobody', 'STORED', 'STORED'],
    ])('sends a letter for a document that was %s', async (_, status, after) => {
      const { summarize, row, statusOf, letters } = world({ FAILED: [timedOut('a')], items: ['a'] });
      row('a', status);

      await expect(summarize()).resolves.toMatchObject({
        failed: [{ error: 'Execution.TIMED_OUT', deadLetter: 'sent-by-summary' }],
      });

      expect(statusOf('a')).toBe(after);
      expect(letters).toMatchObject([
        {
          executionArn: arnOf('a'),
          documentId: documentIdOf('a'),
          pointer: item('a'),
          checkpoint: 'EXTRACTED',
          sentBy: 'summarize-batch',
        },
      ]);
    });

    it('sends a letter for a document without a row', async () => {
      const { summarize, letters } = world({ FAILED: [timedOut('a')], items: ['a'] });
      await summarize();
      expect(letters).toMatchObject([{ checkpoint: 'UNREGISTERED' }]);
    });

    it('sends the letter that a child owes, and none that a child has sent', async () => {
      const { summarize, letters, statusOf, row } = world({
        FAILED: [buried('a', 'unsent'), buried('b', 'sent')],
        items: ['a', 'b'],
      });
      row('a', 'RECEIVED');
      row('b', 'FAILED');
      await expect(summarize()).resolves.toMatchObject({
        failed: [{ deadLetter: 'sent-by-summary' }, { deadLetter: 'sent' }],
      });
      expect(letters).toMatchObject([{ pointer: { key: 'a' }, state: 'EnrichDocument' }]);
      expect(statusOf('a')).toBe('FAILED');
    });

    it.each([
      ["another execution's by now", 'RECEIVED', 'arn:of-the-one-it-was-handed-over-to'],
      ['rejected', 'REJECTED', arnOf('a')],
    ])('leaves alone what is %s', async (_, status, owner) => {
      const { summarize, letters, row, statusOf } = world({ FAILED: [timedOut('a')], items: ['a'] });
      row('a', status, owner);
      await expect(summarize()).resolves.toMatchObject({ failed: [{ deadLetter: 'not-needed' }] });
      expect(letters).toEqual([]);
      expect(statusOf('a')).toBe(status);
    });

    it('sends no second letter when it is called again', async () => {
      const { summarize, letters, row } = world({ FAILED: [timedOut('a')], items: ['a'] });
      row('a', 'RECEIVED');
      await summarize();
      await expect(summarize()).resolves.toMatchObject({ failed: [{ deadLetter: 'sent-by-summary' }] });
      expect(letters).toHaveLength(1);
    });

    it.each(everyCrash(9))('loses nothing when it crashes at call %i, %s its effect', async (call, moment) => {
      const { summarize, letters, row, statusOf, file } = world(
        { FAILED: [timedOut('a')], items: ['a', 'b'] },
        crashAt(call, moment),
      );
      row('a', 'RECEIVED');
      await summarize().catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

      await summarize();

      expect(statusOf('a')).toBe('FAILED');
      expect(letters.length).toBeGreaterThanOrEqual(1);
      expect(letters.length).toBeLessThanOrEqual(2);
      expect(file()).toMatchObject({ counts: { FAILED: 1, PENDING: 1 } });
    });
  });

  it('leaves the rows of STANDARD children to their own net', async () => {
    const { summarize, letters, row, statusOf } = world({ FAILED: [timedOut('a')], items: ['a'] });
    row('a', 'RECEIVED');
    await expect(summarize({ executionType: 'STANDARD' })).resolves.toMatchObject({
      failed: [{ deadLetter: 'left-to-the-net' }],
    });
    expect(letters).toEqual([]);
    expect(statusOf('a')).toBe('RECEIVED');
  });

  it('looks for the manifest where the Map failed and named none', async () => {
    const { summarize } = world({ SUCCEEDED: [succeeded('a', 'STORED')], items: ['a', 'b'] });
    await expect(summarize({ results: {}, isToleranceExceeded: true })).resolves.toMatchObject({
      isToleranceExceeded: true,
      counts: { STORED: 1, PENDING: 1 },
    });
  });

  it('asks to be called again while there is no manifest', async () => {
    const { summarize, objects } = world({});
    objects.delete('results/batches/b1/run/manifest.json');
    await expect(summarize({ results: {} })).rejects.toMatchObject({ name: 'ResultsMissing' });
  });

  it('prices STANDARD children by transitions, and EXPRESS ones by requests and time', async () => {
    const { summarize } = world({
      SUCCEEDED: [succeeded('a', 'STORED'), succeeded('b', 'REJECTED')],
      items: ['a', 'b'],
    });
    const { price: standard } = await summarize({ executionType: 'STANDARD' });
    expect(standard).toMatchObject({ basis: { transitions: 18 }, stepFunctions: 18 * 0.000025 });
    expect(standard.perThousandItems).toBeCloseTo(0.225, 9);
    const { price: express } = await summarize();
    expect(express.basis).toEqual({ requests: 2, gigabyteSeconds: 2 * 1.3 * 0.0625 });
    expect(express.stepFunctions).toBeCloseTo(2 * 0.000001 + 2 * 1.3 * 0.0625 * 0.00001667, 12);
  });

  it('logs counts, and no key', async () => {
    const { summarize, log } = world({ SUCCEEDED: [succeeded('secret', 'STORED')], items: ['secret'] });
    await summarize();
    expect(log.lines.join()).not.toContain('secret');
  });
});
