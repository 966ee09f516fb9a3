import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption, serviceError } from '../../tests/fakes/fake-client';
import { fakeStates } from '../../tests/fakes/fake-states';
import { fakeTables } from '../../tests/fakes/fake-table';
import { type FakeJob, fakeTextract } from '../../tests/fakes/fake-textract';
import { putWaitingExtraction } from '../shared/extraction/textract-job/waiting-extraction';
import { type CompleteExtractionParts, completeExtraction } from './complete-extraction';

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
  const parts: CompleteExtractionParts = {
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
  return { parts, bucket, tables, states, log };
}

type World = Awaited<ReturnType<typeof world>>;

function putFile({ bucket }: World, name: string, contents: unknown): void {
  const text = typeof contents === 'string' ? contents : JSON.stringify(contents);
  bucket.objects.set(`results/${documentId}/textract/${jobId}/${name}`, Buffer.from(text));
}

/** Twelve pages in twelve files, so that the order of names is not the order of numbers. */
function putPages(place: World, change: Readonly<Record<string, unknown>> = {}): void {
  putFile(place, '.s3_access_check', '');
  for (let page = 1; page <= 12; page += 1) {
    const Blocks = [
      { BlockType: 'LINE', Text: `page ${page} – Größe`, Page: page },
      { BlockType: 'WORD', Text: 'page', Confidence: 90, Page: page },
    ];
    putFile(place, String(page), { JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 12 }, Blocks, ...change });
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
    const place = await world({ status });
    putPages(place);
    await waitFor(place, { jobId: 'job-2' });

    await expect(completeExtraction(notice({ Status: status }), place.parts)).resolves.toEqual([outcome]);

    expect(place.states.answers.get('token-1')).toEqual(answer);
  });

  it('answers the bad end of the job that is waited for', async () => {
    const place = await world({ status: 'FAILED' });
    await waitFor(place, { jobId });

    await expect(completeExtraction(notice({ Status: 'FAILED' }), place.parts)).resolves.toEqual(['delivered']);

    expect(place.states.answers.get('token-1')).toMatchObject({ error: 'ExtractionFailed' });
  });

  it('throws while nobody knows whether a bad end is that of the job that is waited for', async () => {
    const place = await world({ status: 'FAILED' });
    await waitFor(place, {});

    await expect(completeExtraction(notice({ Status: 'FAILED' }), place.parts)).rejects.toMatchObject({
      name: 'JobNotNoted',
    });

    expect(place.states.answers.size).toBe(0);
  });

  it('reads the result files in the order of their numbers and answers the token', async () => {
    const place = await world();
    putPages(place);

    await expect(completeExtraction(notice(), place.parts)).resolves.toEqual(['delivered']);

    expect(place.bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe(wholeText);
    expect(place.states.answers.get('token-1')).toMatchObject({
      output: { pages: 12, words: 12, meanConfidence: 90, excerpt: wholeText, partCount: 1 },
    });
  });

  it('takes a repeated notice for what it is', async () => {
    const place = await world();
    putPages(place);
    await completeExtraction(notice(), place.parts);

    await expect(completeExtraction(notice(), place.parts)).resolves.toEqual(['late']);
  });

  it.each([
    ['a job nobody waits for', notice({ JobTag: 'another' }), 'unknown'],
    ['a notice without JobTag', notice({ JobTag: undefined }), 'unreadable'],
    ['a message that is no JSON', { Records: [{ Sns: { Message: 'hello' } }] }, 'unreadable'],
    ['a message that is null', { Records: [{ Sns: { Message: 'null' } }] }, 'unreadable'],
  ])('logs %s and is done', async (_, event, outcome) => {
    const place = await world();

    await expect(completeExtraction(event, place.parts)).resolves.toEqual([outcome]);

    expect(place.states.answers.size).toBe(0);
  });

  it.each([
    ['FAILED', undefined, 'ExtractionFailed'],
    ['ERROR', 'the document is password protected', 'EncryptedDocument'],
    ['FAILED', 'INVALID_IMAGE_TYPE', 'UnsupportedDocument'],
  ])('answers a job that ended %s because of %s with %s', async (status, statusMessage, error) => {
    const place = await world({ status: 'FAILED', ...(statusMessage !== undefined && { statusMessage }) });

    await completeExtraction(notice({ Status: status }), place.parts);

    expect(place.states.answers.get('token-1')).toMatchObject({ error });
  });

  it('answers a job that left pages out with the pages, since its text has holes', async () => {
    const place = await world();
    putPages(place, { JobStatus: 'PARTIAL_SUCCESS', Warnings: null });
    putFile(place, '3', {
      JobStatus: 'PARTIAL_SUCCESS',
      Warnings: [{ ErrorCode: 'UNREADABLE', Pages: [7, 8] }],
      Blocks: [],
    });

    await completeExtraction(notice(), place.parts);

    expect(place.states.answers.get('token-1')).toEqual({
      error: 'PartialExtraction',
      cause: "Textract's job job-1 left pages out: UNREADABLE on pages 7, 8",
    });
    expect(place.bucket.objects.has(`results/${documentId}/text.txt`)).toBe(false);
  });

  it.each([
    ['no file is there', []],
    ['a file is missing in between', ['1', '3']],
  ])('throws when %s, so that the notice comes again', async (_, names) => {
    const place = await world();
    for (const name of names) putFile(place, name, { Blocks: [] });

    await expect(completeExtraction(notice(), place.parts)).rejects.toMatchObject({ name: 'ResultsIncomplete' });
  });

  it('throws when a file ends in the middle', async () => {
    const place = await world();
    putFile(place, '1', '{"Blocks": [{"BlockType": "LINE", "Te');

    await expect(completeExtraction(notice(), place.parts)).rejects.toMatchObject({ name: 'ResultsIncomplete' });
  });

  it('lets a throttle out under its own name', async () => {
    const place = await world();
    putPages(place);
    const send = () => Promise.reject(serviceError('ThrottlingException'));

    const parts = { ...place.parts, states: { send } as unknown as CompleteExtractionParts['states'] };
    await expect(completeExtraction(notice(), parts)).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it.each(everyCrash(22))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const place = await world({ status: 'SUCCEEDED' }, crashAt(call, moment));
    putPages(place);
    await completeExtraction(notice(), place.parts).catch((error: unknown) =>
      expect(error).toMatchObject({ name: 'Crash' }),
    );

    await completeExtraction(notice(), place.parts);

    expect(place.states.answers.get('token-1')).toMatchObject({ output: { pages: 12, excerpt: wholeText } });
    expect(place.bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe(wholeText);
  });

  it('keeps memory bounded while many blocks pass', async () => {
    const place = await world();
    const words = Array.from({ length: 60_000 }, (_, index) => ({
      BlockType: 'WORD',
      Text: `word${index}`,
      Confidence: 90,
      Geometry: { BoundingBox: { Left: 0.1, Top: 0.2, Width: 0.3, Height: 0.4 }, Polygon: [{ X: 1, Y: 2 }] },
    }));
    putFile(place, '1', { JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 1 }, Blocks: words });
    const before = process.memoryUsage().heapUsed;

    await completeExtraction(notice(), place.parts);

    expect(place.states.answers.get('token-1')).toMatchObject({ output: { words: 60_000 } });
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(120 * 1024 * 1024);
  });
});
