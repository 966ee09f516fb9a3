import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption } from '../../tests/fakes/fake-client';
import { type PrepareInferenceDependencies, type PrepareInferenceEvent, prepareInference } from './prepare-inference';

const idOf = (index: number): string => String(index).padStart(64, '0');
const manifestUri = 's3://results/manifests/a.jsonl';
const event: PrepareInferenceEvent = {
  name: 'january',
  source: { manifestUri },
  prompt: {
    system: 'You read documents.',
    tool: { name: 'record', description: 'Records.', inputSchema: { type: 'object' } },
    maxTokens: 500,
    temperature: 0,
    toolChoice: 'tool',
  },
  executionArn: 'arn:execution',
};

/** A results bucket with so many documents and a manifest of them. */
function world(
  documents: number,
  interruption?: Interruption,
  bounds: Partial<PrepareInferenceDependencies['bounds']> = {},
) {
  const bucket = fakeBucket(interruption, 3);
  const ids = Array.from({ length: documents }, (_, index) => idOf(index));
  const lines = ids.map((documentId) => ({ documentId }));
  for (const id of ids) bucket.objects.set(`results/${id}/text.txt`, Buffer.from(`Text of Grandmother ${id}`));
  putManifest(bucket, lines);
  const log = fakeLog();
  const dependencies: PrepareInferenceDependencies = {
    log,
    results: { s3: bucket.s3, bucketName: 'results' },
    redactedKinds: [],
    bounds: {
      minRecords: 3,
      maxRecords: 100,
      maxRecordsPerFile: 40,
      maxBytesPerFile: 100_000,
      maxTextBytes: 1000,
      ...bounds,
    },
  };
  return { dependencies, bucket, log, lines };
}

function putManifest(bucket: ReturnType<typeof fakeBucket>, lines: readonly unknown[]): void {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  bucket.objects.set('results/manifests/a.jsonl', Buffer.from(text));
}

function linesOf(bucket: ReturnType<typeof fakeBucket>, key: string): Record<string, unknown>[] {
  const text = bucket.objects.get(`results/${key}`)?.toString() ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe('prepareInference', () => {
  it('writes a record for each document, the tool forced and the text fenced', async () => {
    const { dependencies, bucket } = world(3);

    await expect(prepareInference(event, dependencies)).resolves.toEqual({
      documents: 3,
      records: 3,
      refused: 0,
      inputUri: 's3://results/inference/january/input/',
      outputUri: 's3://results/inference/january/output/',
    });

    expect(linesOf(bucket, 'inference/january/input/0001.jsonl')[2]).toEqual({
      recordId: idOf(2),
      modelInput: {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: 500,
        temperature: 0,
        system: 'You read documents.',
        messages: [
          {
            role: 'user',
            content: [
              {
                type: 'text',
                text: `<<<document ${idOf(2)}\nText of Grandmother ${idOf(2)}\n>>>document ${idOf(2)}`,
              },
            ],
          },
        ],
        tools: [{ name: 'record', description: 'Records.', input_schema: { type: 'object' } }],
        tool_choice: { type: 'tool', name: 'record' },
      },
    });
  });

  it('offers the tool without temperature and without force, if the prompt has neither', async () => {
    const { dependencies, bucket } = world(3);
    const { temperature: _, toolChoice: __, ...prompt } = event.prompt;

    await prepareInference({ ...event, prompt }, dependencies);

    const [record] = linesOf(bucket, 'inference/january/input/0001.jsonl') as { modelInput: object }[];
    expect(Object.keys(record?.modelInput ?? {})).toEqual([
      'anthropic_version',
      'max_tokens',
      'system',
      'messages',
      'tools',
    ]);
  });

  it.each([
    ['records', { maxRecordsPerFile: 40 }, [40, 40, 10]],
    ['bytes', { maxBytesPerFile: 30_000 }, undefined],
  ])('splits files by %s', async (_, bounds, expected) => {
    const { dependencies, bucket } = world(90, undefined, { maxRecordsPerFile: 100, ...bounds });

    await prepareInference(event, dependencies);

    const files = [...bucket.objects.keys()].filter((key) => key.startsWith('results/inference/january/input/'));
    const counts = files.map((key) => linesOf(bucket, key.slice('results/'.length)).length);
    expect(files.length).toBeGreaterThan(1);
    if (expected !== undefined) expect(counts).toEqual(expected);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(90);
    const largest = Math.max(...files.map((key) => bucket.objects.get(key)?.length ?? 0));
    expect(largest).toBeLessThanOrEqual(dependencies.bounds.maxBytesPerFile);
  });

  it('takes whatever has a text under a prefix', async () => {
    const { dependencies, bucket } = world(5);

    await expect(prepareInference({ ...event, source: { prefix: '' } }, dependencies)).resolves.toMatchObject({
      documents: 5,
    });

    expect(linesOf(bucket, 'inference/january/documents.jsonl').map(({ documentId }) => documentId)).toEqual(
      [0, 1, 2, 3, 4].map(idOf),
    );
  });

  it('reads a text where the manifest says that it lies', async () => {
    const { dependencies, bucket, lines } = world(3);
    bucket.objects.set('results/library/a.txt', Buffer.from('another text'));
    putManifest(bucket, [...lines, { documentId: idOf(9), textKey: 'library/a.txt' }]);

    await prepareInference(event, dependencies);

    expect(bucket.objects.get('results/inference/january/input/0001.jsonl')?.toString()).toContain('another text');
  });

  it('cuts nothing: what has no usable text, or an answer, has no record, and documents.jsonl says why', async () => {
    const { dependencies, bucket } = world(7);
    bucket.objects.set(`results/${idOf(6)}/inference.json`, Buffer.from('{}'));
    bucket.objects.set(`results/${idOf(0)}/text.txt`, Buffer.from('é'.repeat(501)));
    bucket.objects.set(`results/${idOf(1)}/text.txt`, Buffer.from(' \n'));
    bucket.objects.delete(`results/${idOf(2)}/text.txt`);

    await expect(prepareInference(event, dependencies)).resolves.toMatchObject({
      documents: 7,
      records: 3,
      refused: 4,
    });

    expect(linesOf(bucket, 'inference/january/documents.jsonl').map(({ reason }) => reason)).toEqual([
      'TextTooLong: 1002 bytes, at most 1000 go into a record',
      'TextEmpty: the document has no text',
      'TextMissing: there is no such object',
      undefined,
      undefined,
      undefined,
      'AnsweredBefore: what was paid for once is not paid for again',
    ]);
    expect(linesOf(bucket, 'inference/january/input/0001.jsonl')).toHaveLength(3);
  });

  it.each([
    ['a name with a slash', { name: '../a' }, 'InvalidInferenceName'],
    ['a name of 41 characters', { name: 'a'.repeat(41) }, 'InvalidInferenceName'],
    ['a manifest that is not there', { source: { manifestUri: 's3://results/nothing.jsonl' } }, 'ManifestNotFound'],
    ['a manifest in another bucket', { source: { manifestUri: 's3://elsewhere/a.jsonl' } }, 'ManifestNotFound'],
    ['neither manifest nor prefix', { source: {} }, 'InvalidManifest'],
    ['both manifest and prefix', { source: { manifestUri, prefix: 'a/' } }, 'InvalidManifest'],
  ])('refuses %s by name', async (_, change, name) => {
    const { dependencies, bucket } = world(3);

    await expect(prepareInference({ ...event, ...change }, dependencies)).rejects.toMatchObject({
      name,
    });

    expect([...bucket.objects.keys()].filter((key) => key.includes('/inference/'))).toEqual([]);
  });

  it.each([
    ['what is no JSON', 'documentId', 'line 4: documentId must be'],
    ['a short id', { documentId: 'a' }, 'line 4: documentId must be'],
    ['a text without a key', { documentId: idOf(9), textKey: 7 }, 'line 4: textKey must be'],
    ['a document twice', { documentId: idOf(1), textKey: 'a' }, 'is there twice'],
  ])('refuses a manifest that has %s', async (_, line, message) => {
    const { dependencies, bucket, lines } = world(3);
    putManifest(bucket, [...lines, line]);

    await expect(prepareInference(event, dependencies)).rejects.toMatchObject({
      name: 'InvalidManifest',
      message: expect.stringContaining(message),
    });
  });

  it('refuses fewer records than Bedrock takes, and more than the bound', async () => {
    await expect(prepareInference(event, world(2).dependencies)).rejects.toMatchObject({ name: 'TooFewRecords' });
    await expect(prepareInference(event, world(101).dependencies)).rejects.toMatchObject({ name: 'TooManyRecords' });
  });

  it('counts as records only what has one', async () => {
    const { dependencies, bucket } = world(3);
    bucket.objects.delete(`results/${idOf(2)}/text.txt`);

    await expect(prepareInference(event, dependencies)).rejects.toMatchObject({
      name: 'TooFewRecords',
      message: expect.stringContaining('from 3 records on, there are 2'),
    });
  });

  it('gives the same request what was prepared, and refuses another one under the same name', async () => {
    const { dependencies, bucket } = world(3);
    const first = await prepareInference(event, dependencies);
    bucket.objects.set(`results/${idOf(0)}/text.txt`, Buffer.from('changed'));
    const before = bucket.objects.get('results/inference/january/input/0001.jsonl');

    await expect(prepareInference(event, dependencies)).resolves.toEqual(first);
    await expect(
      prepareInference({ ...event, source: { manifestUri: 's3://results/other.jsonl' } }, dependencies),
    ).rejects.toMatchObject({
      name: 'NameTaken',
    });

    expect(bucket.objects.get('results/inference/january/input/0001.jsonl')).toBe(before);
  });

  it('sends a model no personal data of the kinds that are redacted, whenever the text was stored', async () => {
    const { dependencies, bucket } = world(3);
    bucket.objects.set(`results/${idOf(0)}/text.txt`, Buffer.from('write to jane@private.example'));

    await prepareInference(event, { ...dependencies, redactedKinds: ['email'] });

    const input = bucket.objects.get('results/inference/january/input/0001.jsonl')?.toString();
    expect(input).toContain('write to [email 1]');
    expect(input).not.toContain('jane@private.example');
  });

  it('refuses input that was prepared under another redaction', async () => {
    const { dependencies } = world(3);
    await prepareInference(event, dependencies);

    await expect(prepareInference(event, { ...dependencies, redactedKinds: ['email'] })).rejects.toMatchObject({
      name: 'NameTaken',
      message: expect.stringContaining('"redactedKinds":["email"]'),
    });
  });

  it('logs no text', async () => {
    const { dependencies, log } = world(3);

    await prepareInference(event, dependencies);

    expect(log.lines.join('\n')).not.toContain('Grandmother');
  });

  // Reads of prepared.json and of three answers (not found), the manifest, the claim, three texts, the input, the
  // documents, prepared.json.
  it.each(everyCrash(12))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { dependencies, bucket } = world(3, crashAt(call, moment));
    await prepareInference(event, dependencies).catch((error: unknown) =>
      expect(error).toMatchObject({ name: 'Crash' }),
    );

    await expect(prepareInference(event, dependencies)).resolves.toMatchObject({ documents: 3, records: 3 });

    expect(linesOf(bucket, 'inference/january/input/0001.jsonl')).toHaveLength(3);
    expect(linesOf(bucket, 'inference/january/documents.jsonl')).toHaveLength(3);
  });
});
