import { createHash } from 'node:crypto';
import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption } from '../../tests/fakes/fake-client';
import { fakeTables } from '../../tests/fakes/fake-table';
import { type SummarizeBatchDependencies, type SummarizeBatchEvent, summarizeBatch } from './summarize-batch';

const item = (key: string) => ({ bucket: 'documents', key, versionId: 'v1' });
const documentIdOf = (key: string) =>
  createHash('sha256')
    .update(JSON.stringify(['documents', key, 'v1']))
    .digest('hex');
const childArn = (key: string) => `arn:aws:states:us-east-1:1:execution:batch/documents:${key}`;
const ownerArn = (key: string) => `arn:aws:states:us-east-1:1:execution:document-pipeline:${key}`;
const child = (key: string, change: object) => ({
  ExecutionArn: childArn(key),
  Input: JSON.stringify({ ...item(key), batchId: 'b1' }),
  ...change,
});
const succeeded = (key: string, outcome: string) =>
  child(key, { Status: 'SUCCEEDED', Output: JSON.stringify({ documentId: documentIdOf(key), outcome }) });
/** As AWS cuts the Cause of a Task that waited for an execution: no JSON any more. */
const taskFailed = (key: string) =>
  child(key, { Status: 'FAILED', Error: 'States.TaskFailed', Cause: `{"Error":"Denied","Cause":"${'x'.repeat(900)}` });

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
  const log = fakeLog();
  const dependencies: SummarizeBatchDependencies = {
    log,
    s3: bucket.s3,
    ledger: { dynamodb: tables.dynamodb, tableName: 'ledger' },
    pricePerTransition: 0.000025,
    concurrency: 2,
  };
  const row = (key: string, status: string, why: Readonly<Record<string, { readonly S: string }>> = {}) =>
    tables.rows.set(`ledger/${documentIdOf(key)}`, {
      documentId: { S: documentIdOf(key) },
      status: { S: status },
      executionArn: { S: ownerArn(key) },
      ...why,
    });
  const count = written.items?.length ?? 0;
  const event: SummarizeBatchEvent = {
    batchId: 'b1',
    executionArn: 'arn:batch',
    prepared: {
      items: { bucket: 'results', key: 'batches/b1/items.jsonl' },
      badRows: { bucket: 'results', key: 'batches/b1/bad-rows.jsonl' },
      counts: { rows: count, items: count, duplicates: 0, badRows: written.badRows?.length ?? 0 },
    },
    results: { bucket: 'results', key: 'batches/b1/run/manifest.json' },
    isToleranceExceeded: false,
  };
  const summarize = (change: Partial<SummarizeBatchEvent> = {}) =>
    summarizeBatch({ ...event, ...change }, dependencies);
  const file = (): Record<string, unknown> => JSON.parse(String(bucket.objects.get('results/batches/b1/summary.json')));
  return { ...bucket, summarize, row, file, log, tables };
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
      FAILED: [taskFailed('g')],
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

  it('tells of each failed document what its row says, and what a redrive needs', async () => {
    const { summarize, row } = world({ FAILED: [taskFailed('a')], items: ['a'] });
    row('a', 'FAILED', {
      failedState: { S: 'EnrichDocument' },
      error: { S: 'Denied' },
      explanation: { S: 'no access'.padEnd(900, '.') },
    });
    const [told] = (await summarize()).failed;
    expect(told).toEqual({
      ...item('a'),
      documentId: documentIdOf('a'),
      executionArn: ownerArn('a'),
      attempt: 1,
      state: 'EnrichDocument',
      error: 'Denied',
      cause: expect.stringMatching(/^no access\.+….*$/),
    });
    expect(told?.cause.length).toBeLessThanOrEqual(500);
  });

  it.each([
    ['has no row', undefined, childArn('a')],
    ['is not recorded as failed yet', 'RECEIVED', ownerArn('a')],
  ])('tells what the child says where a document %s', async (_, status, executionArn) => {
    const timedOut = child('a', { Status: 'TIMED_OUT' });
    const { summarize, row, tables } = world({ FAILED: [timedOut], items: ['a'] });
    if (status !== undefined) row('a', status);
    const before = JSON.stringify([...tables.rows]);

    await expect(summarize()).resolves.toMatchObject({
      failed: [
        { executionArn, state: 'unknown', error: 'Execution.TIMED_OUT', cause: expect.stringContaining('TIMED') },
      ],
    });
    expect(JSON.stringify([...tables.rows])).toBe(before);
  });

  it('cuts the lists of its answer, not those of the file', async () => {
    const keys = Array.from({ length: 25 }, (_, index) => `k${index}`);
    const { summarize, file } = world({
      FAILED: keys.map(taskFailed),
      items: [...keys, ...keys.map((key) => `p${key}`)],
    });
    const { failed, pending } = await summarize();
    expect([failed.length, pending.length]).toEqual([20, 20]);
    expect(file()).toMatchObject({ failed: { length: 25 }, pending: { length: 25 } });
  });

  it.each(everyCrash(6))('writes the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { summarize, row, file } = world({ FAILED: [taskFailed('a')], items: ['a', 'b'] }, crashAt(call, moment));
    row('a', 'FAILED', { error: { S: 'Denied' } });
    await summarize().catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

    await summarize();

    expect(file()).toMatchObject({ counts: { FAILED: 1, PENDING: 1 }, failed: [{ error: 'Denied' }] });
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

  it('prices documents by their outcomes', async () => {
    const { summarize } = world({
      SUCCEEDED: [succeeded('a', 'STORED'), succeeded('b', 'REJECTED')],
      items: ['a', 'b'],
    });
    const { price } = await summarize();
    expect(price).toMatchObject({ basis: { transitions: 22 }, stepFunctions: 22 * 0.000025 });
    expect(price.perThousandItems).toBeCloseTo(0.275, 9);
  });

  it('logs counts, and no key', async () => {
    const { summarize, log } = world({ SUCCEEDED: [succeeded('secret', 'STORED')], items: ['secret'] });
    await summarize();
    expect(log.lines.join()).not.toContain('secret');
  });
});
