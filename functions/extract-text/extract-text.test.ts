import { crashAt, everyCrash, serviceError } from '../../tests/fakes/fake-client';
import type { FakeJob } from '../../tests/fakes/fake-textract';
import {
  documentId,
  firstToken,
  onePage,
  putResults,
  secretLine,
  threePages,
  world,
} from '../../tests/fixtures/extract-text-fixture';
import { extractText } from './extract-text';

const answerOfOnePage = {
  textUri: `s3://results/${documentId}/text.txt`,
  pages: 1,
  words: 1,
  characters: 22,
  meanConfidence: 98,
  excerpt: secretLine,
  partCount: 1,
  parts: [],
  cutLines: 0,
  redactions: {},
};

describe('extractText', () => {
  it('reads one page at once, of exactly this version, and answers the token', async () => {
    const { dependencies, states, textract, bucket } = world();

    await expect(extractText(onePage, dependencies)).resolves.toEqual({ answered: 'synchronously' });

    expect(textract.detected).toEqual([{ S3Object: { Bucket: 'documents', Name: 'incoming/a.pdf', Version: 'v1' } }]);
    expect(states.answers.get('token-1')).toEqual({ output: answerOfOnePage });
    expect(bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe(secretLine);
  });

  it('answers with the extraction itself where an Express execution calls, which has no token', async () => {
    const { dependencies, states, textract } = world();
    const { taskToken: _none, ...express } = onePage;

    await expect(extractText(express, dependencies)).resolves.toEqual(answerOfOnePage);
    await expect(extractText(express, dependencies)).resolves.toEqual(answerOfOnePage);

    expect(textract.detected).toHaveLength(1);
    expect(states.answers.size).toBe(0);
  });

  it('refuses to start a job whose end nobody waits for', async () => {
    const { dependencies, textract, tables } = world();
    const { taskToken: _none, ...express } = threePages;

    await expect(extractText(express, dependencies)).rejects.toMatchObject({ name: 'CallbackNeeded' });

    expect(textract.started.size + tables.rows.size).toBe(0);
  });

  it('answers from storage without paying again', async () => {
    const { dependencies, states, textract } = world();
    await extractText(onePage, dependencies);

    await expect(extractText({ ...onePage, taskToken: 'token-2' }, dependencies)).resolves.toEqual({
      answered: 'from-storage',
    });

    expect(textract.detected).toHaveLength(1);
    expect(states.answers.get('token-2')).toEqual({ output: answerOfOnePage });
  });

  it('starts a job for several pages, the token row first', async () => {
    const { dependencies, tables, textract } = world();
    let rowsAtStart = 0;
    textract.answers.start = () => {
      rowsAtStart = tables.rows.size;
    };

    await expect(extractText(threePages, dependencies)).resolves.toEqual({ answered: 'waiting' });

    expect(rowsAtStart).toBe(1);
    expect(tables.rows.get(`callbacks/extraction/${documentId}`)).toMatchObject({
      taskToken: { S: 'token-1' },
      executionArn: { S: 'arn:execution' },
      redriveCount: { N: '0' },
      clientRequestToken: { S: firstToken },
      startedAt: { S: '2024-01-01T00:00:00.000Z' },
      jobId: { S: `job-of-${firstToken}` },
      expiresAt: { N: String(Date.UTC(2024, 0, 15) / 1000) },
    });
    expect([...textract.started.values()]).toEqual([
      {
        DocumentLocation: { S3Object: { Bucket: 'documents', Name: 'incoming/a.pdf', Version: 'v1' } },
        ClientRequestToken: firstToken,
        JobTag: documentId,
        OutputConfig: { S3Bucket: 'results', S3Prefix: `${documentId}/textract` },
        NotificationChannel: { SNSTopicArn: 'arn:topic', RoleArn: 'arn:role' },
      },
    ]);
  });

  it.each([
    ['a one-page PDF over the bound', { sizeBytes: 5_001 }, 'waiting'],
    ['a one-page TIFF over the bound', { sizeBytes: 5_001, contentType: 'image/tiff' }, 'waiting'],
    ['a PNG over the bound, which has no larger way', { sizeBytes: 5_001, contentType: 'image/png' }, 'synchronously'],
  ])('reads %s', async (_, change, answered) => {
    const { dependencies } = world();

    await expect(extractText({ ...onePage, ...change }, dependencies)).resolves.toEqual({ answered });
  });

  it('answers itself when the job is done already, as for a notice that was lost', async () => {
    const job: FakeJob = { status: 'IN_PROGRESS' };
    const { dependencies, bucket, states } = world(job);
    await extractText(threePages, dependencies);
    job.status = 'SUCCEEDED';
    putResults(bucket);

    await expect(extractText({ ...threePages, taskToken: 'token-2' }, dependencies)).resolves.toEqual({
      answered: 'from-job',
    });

    expect(states.answers.get('token-2')).toMatchObject({ output: { pages: 3, excerpt: '\f\flate' } });
  });

  it('answers a job that failed with the refusal its reason speaks of', async () => {
    const { dependencies, states } = world({ status: 'FAILED', statusMessage: 'UNSUPPORTED_DOCUMENT_FORMAT' });

    await extractText(threePages, dependencies);

    expect(states.answers.get('token-1')).toMatchObject({ error: 'UnsupportedDocument' });
  });

  it.each([
    ['UnsupportedDocumentException', 'UnsupportedDocument'],
    ['BadDocumentException', 'UnsupportedDocument'],
    ['DocumentTooLargeException', 'DocumentTooLarge'],
    ['ProvisionedThroughputExceededException', 'ProvisionedThroughputExceededException'],
    ['LimitExceededException', 'LimitExceededException'],
    ['InvalidS3ObjectException', 'InvalidS3ObjectException'],
  ])('throws %s as %s', async (thrown, name) => {
    const { dependencies, textract, bucket } = world();
    bucket.objects.set('documents/incoming/a.pdf?v1', Buffer.from('there'));
    const fail = () => {
      throw serviceError(thrown);
    };
    Object.assign(textract.answers, { detect: fail, start: fail });

    await expect(extractText(onePage, dependencies)).rejects.toMatchObject({ name });
    await expect(extractText(threePages, dependencies)).rejects.toMatchObject({ name });
  });

  it('refuses a version that was deleted before Textract could read it', async () => {
    const { dependencies, textract } = world();
    const fail = () => {
      throw serviceError('InvalidS3ObjectException');
    };
    Object.assign(textract.answers, { detect: fail, start: fail });

    for (const event of [onePage, threePages]) {
      await expect(extractText(event, dependencies)).rejects.toMatchObject({
        name: 'DocumentDeleted',
        message: expect.stringContaining('s3://documents/incoming/a.pdf, version v1'),
      });
    }
  });

  it('keeps the text when nobody waits for it any more', async () => {
    const { dependencies, bucket } = world();

    await expect(extractText({ ...onePage, taskToken: 'gone' }, dependencies)).resolves.toEqual({
      answered: 'synchronously',
    });

    expect(bucket.objects.has(`results/${documentId}/extraction.json`)).toBe(true);
  });

  it('logs neither text nor token', async () => {
    const { dependencies, log } = world();

    await extractText(onePage, dependencies);
    await extractText({ ...onePage, taskToken: 'gone' }, dependencies);

    expect(log.lines.join('\n')).not.toMatch(/Grandmother|token-1|gone/);
  });

  it.each(everyCrash(5))('ends the same when one page crashes at call %i, %s its effect', async (call, moment) => {
    const { dependencies, states, bucket } = world(undefined, crashAt(call, moment));
    await extractText(onePage, dependencies).catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

    await extractText(onePage, dependencies);

    expect(Object.fromEntries(states.answers)).toEqual({ 'token-1': { output: answerOfOnePage } });
    expect([...bucket.objects.keys()].sort()).toEqual([
      `results/${documentId}/extraction.json`,
      `results/${documentId}/text.txt`,
    ]);
  });

  it.each(everyCrash(12))(
    'ends the same when a finished job crashes at call %i, %s its effect',
    async (call, moment) => {
      const { dependencies, states, bucket } = world({ status: 'SUCCEEDED' }, crashAt(call, moment));
      putResults(bucket);
      await extractText(threePages, dependencies).catch((error: unknown) =>
        expect(error).toMatchObject({ name: 'Crash' }),
      );

      await extractText(threePages, dependencies);

      expect(states.answers.get('token-1')).toMatchObject({ output: { pages: 3, excerpt: '\f\flate' } });
      expect(bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe('\f\flate');
    },
  );
});
