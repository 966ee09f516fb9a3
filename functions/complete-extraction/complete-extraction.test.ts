import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption, serviceError } from '../../tests/fakes/fake-client';
import { fakeStates } from '../../tests/fakes/fake-states';
import { fakeTables } from '../../tests/fakes/fake-table';
import { type FakeJob, fakeTextract } from '../../tests/fakes/fake-textract';
import { putWaitingExtraction } from '../shared/extraction/textract-job/waiting-extraction';
import { type CompleteExtractionDependencies, completeExtraction } from './complete-extraction';

const documentId = 'e'.repeat(64);
const jobId = 'job-1';

const notice = (change: Readonly<Record<string, unknown>> = {}) => ({
  Records: [
    {
      Sns: {
        Message: JSON.stringify({
          JobId: jobId,
          Status: 'SUCCEEDED',
          API: 'StartDocumentTextDetection',
          JobTag: documentId,
          ...change,
        }),
      },
    },
  ],
});

async function world(job: FakeJob = { status: 'SUCCEEDED' }, interruption?: Interruption) {
  const bucket = fakeBucket(interruption, 3);
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1'], interruption);
  const { textract } = fakeTextract(job, interruption);
  const log = fakeLog();
  const dependencies: CompleteExtractionDependencies = {
    log,
    textract,
    states: states.states,
    results: {
      s3: bucket.s3,
      bucketName: 'results',
      forModel: { maxBytes: 1000, maxCharacters: 900, maxParts: 3, redactedKinds: [] },
    },
    callbacks: { dynamodb: tables.dynamodb, tableName: 'callbacks' },
  };
  const ready = fakeTables();
  const waiting = { documentId, taskToken: 'token-1', executionArn: 'arn:execution' };
  await putWaitingExtraction({ dynamodb: ready.dynamodb, tableName: 'callbacks' }, waiting, 0);
  for (const [name, row] of ready.rows) tables.rows.set(name, row);
  return { dependencies, bucket, tables, states, log };
}

type World = Awaited<ReturnType<typeof world>>;

function putFile({ bucket }: World, name: string, contents: unknown): void {
  const text = typeof contents === 'string' ? contents : JSON.stringify(contents);
  bucket.objects.set(`results/${documentId}/textract/${jobId}/${name}`, Buffer.from(text));
}

/** Twelve pages in twelve files, so that the order of names is not the order of numbers. */
function putPages(harness: World, change: Readonly<Record<string, unknown>> = {}): void {
  putFile(harness, '.s3_access_check', '');
  for (let page = 1; page <= 12; page += 1) {
    const Blocks = [
      { BlockType: 'LINE', Text: `page ${page} – Größe`, Page: page },
      { BlockType: 'WORD', Text: 'page', Confidence: 90, Page: page },
    ];
    putFile(harness, String(page), { JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 12 }, Blocks, ...change });
  }
}

const wholeText = Array.from({ length: 12 }, (_, index) => `page ${index + 1} – Größe`).join('\f');

describe('completeExtraction', () => {
  const start = { clientRequestToken: 'a'.repeat(64), startedAt: 0 };

  /** The row as extract-text writes it, with or without the job's id. */
  async function waitFor({ tables }: World, job: { readonly jobId?: string }): Promise<void> {
    const waiting = { documentId, taskToken: 'token-1', executionArn: 'arn:execution', redriveCount: 0, start, ...job };
    await putWaitingExtraction({ dynamodb: tables.dynamodb, tableName: 'callbacks' }, waiting, 0);
  }

  it.each([
    ['FAILED', 'unknown', undefined],
    ['SUCCEEDED', 'delivered', { output: expect.objectContaining({ pages: 12 }) }],
  ])('of an earlier job that ended %s only the text counts', async (status, outcome, answer) => {
    const harness = await world({ status });
    putPages(harness);
    await waitFor(harness, { jobId: 'job-2' });

    await expect(completeExtraction(notice({ Status: status }), harness.dependencies)).resolves.toEqual([outcome]);

    expect(harness.states.answers.get('token-1')).toEqual(answer);
  });

  it('answers the bad end of the job that is waited for', async () => {
    const harness = await world({ status: 'FAILED' });
    await waitFor(harness, { jobId });

    await expect(completeExtraction(notice({ Status: 'FAILED' }), harness.dependencies)).resolves.toEqual([
      'delivered',
    ]);

    expect(harness.states.answers.get('token-1')).toMatchObject({ error: 'ExtractionFailed' });
  });

  it('throws while nobody knows whether a bad end is that of the job that is waited for', async () => {
    const harness = await world({ status: 'FAILED' });
    await waitFor(harness, {});

    await expect(completeExtraction(notice({ Status: 'FAILED' }), harness.dependencies)).rejects.toMatchObject({
      name: 'JobNotRecorded',
    });

    expect(harness.states.answers.size).toBe(0);
  });

  it('reads the result files in the order of their numbers and answers the token', async () => {
    const harness = await world();
    putPages(harness);

    await expect(completeExtraction(notice(), harness.dependencies)).resolves.toEqual(['delivered']);

    expect(harness.bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe(wholeText);
    expect(harness.states.answers.get('token-1')).toMatchObject({
      output: { pages: 12, words: 12, meanConfidence: 90, excerpt: wholeText, partCount: 1 },
    });
  });

  it('takes a repeated notice for what it is', async () => {
    const harness = await world();
    putPages(harness);
    await completeExtraction(notice(), harness.dependencies);

    await expect(completeExtraction(notice(), harness.dependencies)).resolves.toEqual(['late']);
  });

  it.each([
    ['a job nobody waits for', notice({ JobTag: 'another' }), 'unknown'],
    ['a notice without JobTag', notice({ JobTag: undefined }), 'unreadable'],
    ['a message that is no JSON', { Records: [{ Sns: { Message: 'hello' } }] }, 'unreadable'],
    ['a message that is null', { Records: [{ Sns: { Message: 'null' } }] }, 'unreadable'],
  ])('logs %s and is done', async (_, event, outcome) => {
    const harness = await world();

    await expect(completeExtraction(event, harness.dependencies)).resolves.toEqual([outcome]);

    expect(harness.states.answers.size).toBe(0);
  });

  it.each([
    ['FAILED', undefined, 'ExtractionFailed'],
    ['ERROR', 'the document is password protected', 'EncryptedDocument'],
    ['FAILED', 'INVALID_IMAGE_TYPE', 'UnsupportedDocument'],
  ])('answers a job that ended %s because of %s with %s', async (status, statusMessage, error) => {
    const harness = await world({ status: 'FAILED', ...(statusMessage !== undefined && { statusMessage }) });

    await completeExtraction(notice({ Status: status }), harness.dependencies);

    expect(harness.states.answers.get('token-1')).toMatchObject({ error });
  });

  it('answers a job that left pages out with the pages, since its text has holes', async () => {
    const harness = await world();
    putPages(harness, { JobStatus: 'PARTIAL_SUCCESS', Warnings: null });
    putFile(harness, '3', {
      JobStatus: 'PARTIAL_SUCCESS',
      Warnings: [{ ErrorCode: 'UNREADABLE', Pages: [7, 8] }],
      Blocks: [],
    });

    await completeExtraction(notice(), harness.dependencies);

    expect(harness.states.answers.get('token-1')).toEqual({
      error: 'PartialExtraction',
      cause: "Textract's job job-1 left pages out: UNREADABLE on pages 7, 8",
    });
    expect(harness.bucket.objects.has(`results/${documentId}/text.txt`)).toBe(false);
  });

  it.each([
    ['no file is there', []],
    ['a file is missing in between', ['1', '3']],
  ])('throws when %s, so that the notice comes again', async (_, names) => {
    const harness = await world();
    for (const name of names) putFile(harness, name, { Blocks: [] });

    await expect(completeExtraction(notice(), harness.dependencies)).rejects.toMatchObject({
      name: 'ResultsIncomplete',
    });
  });

  it('throws when a file ends in the middle', async () => {
    const harness = await world();
    putFile(harness, '1', '{"Blocks": [{"BlockType": "LINE", "Te');

    await expect(completeExtraction(notice(), harness.dependencies)).rejects.toMatchObject({
      name: 'ResultsIncomplete',
    });
  });

  it('lets a throttle out under its own name', async () => {
    const harness = await world();
    putPages(harness);
    const send = () => Promise.reject(serviceError('ThrottlingException'));

    const dependencies = {
      ...harness.dependencies,
      states: { send } as unknown as CompleteExtractionDependencies['states'],
    };
    await expect(completeExtraction(notice(), dependencies)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it.each(everyCrash(22))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const harness = await world({ status: 'SUCCEEDED' }, crashAt(call, moment));
    putPages(harness);
    await completeExtraction(notice(), harness.dependencies).catch((error: unknown) =>
      expect(error).toMatchObject({ name: 'Crash' }),
    );

    await completeExtraction(notice(), harness.dependencies);

    expect(harness.states.answers.get('token-1')).toMatchObject({ output: { pages: 12, excerpt: wholeText } });
    expect(harness.bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe(wholeText);
  });

  it('keeps memory bounded while many blocks pass', async () => {
    const harness = await world();
    const words = Array.from({ length: 60_000 }, (_, index) => ({
      BlockType: 'WORD',
      Text: `word${index}`,
      Confidence: 90,
      Geometry: { BoundingBox: { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 }, Polygon: [{ X: 1, Y: 2 }] },
    }));
    putFile(harness, '1', { JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 1 }, Blocks: words });
    const before = process.memoryUsage().heapUsed;

    await completeExtraction(notice(), harness.dependencies);

    expect(harness.states.answers.get('token-1')).toMatchObject({ output: { words: 60_000 } });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(120 * 1024 * 1024);
  });
});
