import { createHash } from 'node:crypto';
import { fakeBucket } from '../shared/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption, serviceError } from '../shared/fakes/fake-client';
import { fakeStates } from '../shared/fakes/fake-states';
import { fakeTables } from '../shared/fakes/fake-table';
import { type FakeJob, fakeTextract } from '../shared/fakes/fake-textract';
import { type ExtractTextEvent, type ExtractTextParts, extractText } from './extract-text';

const documentId = 'd'.repeat(64);
const secretLine = 'Payment to Grandmother';

const onePage: ExtractTextEvent = {
  taskToken: 'token-1',
  documentId,
  bucket: 'documents',
  key: 'incoming/a.pdf',
  versionId: 'v1',
  contentType: 'application/pdf',
  sizeBytes: 1000,
  pages: 1,
  executionArn: 'arn:execution',
};
const threePages: ExtractTextEvent = { ...onePage, pages: 3 };

const blocks = [
  { BlockType: 'PAGE' },
  { BlockType: 'LINE', Text: secretLine, Confidence: 99 },
  { BlockType: 'WORD', Text: 'Payment', Confidence: 98 },
];

/** Everything around the function; a crash in it leaves the rest standing. */
function world(job: FakeJob = { status: 'IN_PROGRESS' }, interruption?: Interruption) {
  const bucket = fakeBucket(interruption);
  const tables = fakeTables(interruption);
  const states = fakeStates(['token-1', 'token-2'], interruption);
  const textract = fakeTextract(job, interruption);
  textract.answers.detect = () => ({ DocumentMetadata: { Pages: 1 }, Blocks: blocks });
  const log = fakeLog();
  const parts: ExtractTextParts = {
    log,
    states: states.states,
    textract: textract.textract,
    results: {
      s3: bucket.s3,
      bucketName: 'results',
      forModel: { maxBytes: 1000, maxCharacters: 900, maxParts: 3, redactedKinds: [] },
    },
    callbacks: { dynamodb: tables.dynamodb, tableName: 'callbacks' },
    notices: { topicArn: 'arn:topic', roleArn: 'arn:role' },
    syncMaxBytes: 5_000,
    now: () => Date.UTC(2024, 0, 1),
  };
  return { parts, bucket, tables, states, textract, log };
}

/** The token of a start, by the rule: SHA-256 of the JSON array [documentId, execution ARN, RedriveCount]. */
function tokenOf(executionArn: string, redriveCount: number): string {
  return createHash('sha256').update(`["${documentId}","${executionArn}",${redriveCount}]`).digest('hex');
}
const firstToken = tokenOf('arn:execution', 0);

function putResults(bucket: ReturnType<typeof fakeBucket>): void {
  const file = {
    JobStatus: 'SUCCEEDED',
    DocumentMetadata: { Pages: 3 },
    Blocks: [{ BlockType: 'LINE', Text: 'late', Page: 3 }],
  };
  bucket.objects.set(`results/${documentId}/textract/job-of-${firstToken}/1`, Buffer.from(JSON.stringify(file)));
}

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
    const { parts, states, textract, bucket } = world();

    await expect(extractText(onePage, parts)).resolves.toEqual({ answered: 'synchronously' });

    expect(textract.detected).toEqual([{ S3Object: { Bucket: 'documents', Name: 'incoming/a.pdf', Version: 'v1' } }]);
    expect(states.answers.get('token-1')).toEqual({ output: answerOfOnePage });
    expect(bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe(secretLine);
  });

  it('answers with the extraction itself where an Express execution calls, which has no token', async () => {
    const { parts, states, textract } = world();
    const { taskToken: _none, ...express } = onePage;

    await expect(extractText(express, parts)).resolves.toEqual(answerOfOnePage);
    await expect(extractText(express, parts)).resolves.toEqual(answerOfOnePage);

    expect(textract.detected).toHaveLength(1);
    expect(states.answers.size).toBe(0);
  });

  it('refuses to start a job whose end nobody waits for', async () => {
    const { parts, textract, tables } = world();
    const { taskToken: _none, ...express } = threePages;

    await expect(extractText(express, parts)).rejects.toMatchObject({ name: 'CallbackNeeded' });

    expect(textract.started.size + tables.rows.size).toBe(0);
  });

  it('answers from storage without paying again', async () => {
    const { parts, states, textract } = world();
    await extractText(onePage, parts);

    await expect(extractText({ ...onePage, taskToken: 'token-2' }, parts)).resolves.toEqual({
      answered: 'from-storage',
    });

    expect(textract.detected).toHaveLength(1);
    expect(states.answers.get('token-2')).toEqual({ output: answerOfOnePage });
  });

  it('starts a job for several pages, the token row first', async () => {
    const { parts, tables, textract } = world();
    let rowsAtStart = 0;
    textract.answers.start = () => {
      rowsAtStart = tables.rows.size;
    };

    await expect(extractText(threePages, parts)).resolves.toEqual({ answered: 'waiting' });

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
    const { parts } = world();

    await expect(extractText({ ...onePage, ...change }, parts)).resolves.toEqual({ answered });
  });

  it('answers itself when the job is done already, as for a notice that was lost', async () => {
    const job: FakeJob = { status: 'IN_PROGRESS' };
    const { parts, bucket, states } = world(job);
    await extractText(threePages, parts);
    job.status = 'SUCCEEDED';
    putResults(bucket);

    await expect(extractText({ ...threePages, taskToken: 'token-2' }, parts)).resolves.toEqual({
      answered: 'from-job',
    });

    expect(states.answers.get('token-2')).toMatchObject({ output: { pages: 3, excerpt: '\f\flate' } });
  });

  describe('what a job is started for', () => {
    const week = 7 * 86_400_000;
    const retried: ExtractTextEvent = { ...threePages, taskToken: 'token-2' };

    it.each<[string, Partial<ExtractTextEvent>, readonly string[]]>([
      ['a retry finds the job that was started', {}, [firstToken]],
      ['a redrive by AWS starts another', { redriveCount: 1 }, [firstToken, tokenOf('arn:execution', 1)]],
      ['an execution in its place starts another', { executionArn: 'arn:new' }, [firstToken, tokenOf('arn:new', 0)]],
    ])('%s', async (_, change, tokens) => {
      const { parts, textract } = world({ status: 'FAILED', statusMessage: 'Internal server error' });

      await extractText(threePages, parts);
      await extractText({ ...retried, ...change }, parts);

      expect([...textract.started.values()].map(({ ClientRequestToken }) => ClientRequestToken)).toEqual(tokens);
    });

    it.each([
      ['the same job within seven days', week - 1, 1],
      ['another job after them', week, 2],
    ])('a retry waits for %s', async (_, later, jobs) => {
      const { parts, textract } = world();
      await extractText(threePages, parts);
      const then = { ...parts, now: () => parts.now() + later };

      await extractText(retried, then);
      await extractText(retried, then);

      expect(textract.started.size).toBe(jobs);
      expect([...textract.started.values()].at(-1)?.ClientRequestToken).toMatch(/^[0-9a-f]{64}$/);
    });

    it('starts one job more, the same in all retries, where Textract has dropped the first', async () => {
      const { parts, textract, tables } = world();
      textract.dropped.add(`job-of-${firstToken}`);

      await expect(extractText(threePages, parts)).resolves.toEqual({ answered: 'waiting' });
      tables.rows.clear();
      await expect(extractText(retried, parts)).resolves.toEqual({ answered: 'waiting' });

      expect(textract.started.size).toBe(2);
      for (const jobId of textract.started.keys()) textract.dropped.add(jobId);
      tables.rows.clear();
      await expect(extractText(retried, parts)).rejects.toMatchObject({ name: 'InvalidJobIdException' });
      expect(textract.started.size).toBe(2);
    });

    it('leaves the row to a later attempt that has taken its place', async () => {
      const { parts, textract, tables } = world();
      const later = { callbackId: { S: `extraction/${documentId}` }, taskToken: { S: 'token-2' } };
      textract.answers.start = () => {
        tables.rows.set(`callbacks/extraction/${documentId}`, later);
      };

      await expect(extractText(threePages, parts)).resolves.toEqual({ answered: 'waiting' });

      expect(tables.rows.get(`callbacks/extraction/${documentId}`)).toEqual(later);
    });
  });

  it('answers a job that failed with the refusal its reason speaks of', async () => {
    const { parts, states } = world({ status: 'FAILED', statusMessage: 'UNSUPPORTED_DOCUMENT_FORMAT' });

    await extractText(threePages, parts);

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
    const { parts, textract, bucket } = world();
    bucket.objects.set('documents/incoming/a.pdf?v1', Buffer.from('there'));
    const fail = () => {
      throw serviceError(thrown);
    };
    Object.assign(textract.answers, { detect: fail, start: fail });

    await expect(extractText(onePage, parts)).rejects.toMatchObject({ name });
    await expect(extractText(threePages, parts)).rejects.toMatchObject({ name });
  });

  it('refuses a version that was deleted before Textract could read it', async () => {
    const { parts, textract } = world();
    const fail = () => {
      throw serviceError('InvalidS3ObjectException');
    };
    Object.assign(textract.answers, { detect: fail, start: fail });

    for (const event of [onePage, threePages]) {
      await expect(extractText(event, parts)).rejects.toMatchObject({
        name: 'DocumentDeleted',
        message: expect.stringContaining('s3://documents/incoming/a.pdf, version v1'),
      });
    }
  });

  it('keeps the text when nobody waits for it any more', async () => {
    const { parts, bucket } = world();

    await expect(extractText({ ...onePage, taskToken: 'gone' }, parts)).resolves.toEqual({ answered: 'synchronously' });

    expect(bucket.objects.has(`results/${documentId}/extraction.json`)).toBe(true);
  });

  it('logs neither text nor token', async () => {
    const { parts, log } = world();

    await extractText(onePage, parts);
    await extractText({ ...onePage, taskToken: 'gone' }, parts);

    expect(log.lines.join('\n')).not.toMatch(/Grandmother|token-1|gone/);
  });

  it.each(everyCrash(5))('ends the same when one page crashes at call %i, %s its effect', async (call, moment) => {
    const { parts, states, bucket } = world(undefined, crashAt(call, moment));
    await extractText(onePage, parts).catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

    await extractText(onePage, parts);

    expect(Object.fromEntries(states.answers)).toEqual({ 'token-1': { output: answerOfOnePage } });
    expect([...bucket.objects.keys()].sort()).toEqual([
      `results/${documentId}/extraction.json`,
      `results/${documentId}/text.txt`,
    ]);
  });

  it.each(everyCrash(12))(
    'ends the same when a finished job crashes at call %i, %s its effect',
    async (call, moment) => {
      const { parts, states, bucket } = world({ status: 'SUCCEEDED' }, crashAt(call, moment));
      putResults(bucket);
      await extractText(threePages, parts).catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

      await extractText(threePages, parts);

      expect(states.answers.get('token-1')).toMatchObject({ output: { pages: 3, excerpt: '\f\flate' } });
      expect(bucket.objects.get(`results/${documentId}/text.txt`)?.toString()).toBe('\f\flate');
    },
  );
});
