import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption } from '../../tests/fakes/fake-client';
import { type JoinInferenceEvent, joinInference } from './join-inference';

const idOf = (index: number): string => String(index).padStart(64, '0');
const event: JoinInferenceEvent = {
  name: 'january',
  jobArn: 'arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/job7',
  status: 'Completed',
  tool: {
    name: 'record',
    description: 'Records.',
    inputSchema: { type: 'object', required: ['kind'], properties: { kind: { type: 'string', enum: ['letter'] } } },
  },
  executionArn: 'arn:execution',
};
const folder = 'results/inference/january/output/job7/';

const modelOutput = (input: unknown, rest: object = {}) => ({
  content: [
    { type: 'text', text: 'I read it' },
    { type: 'tool_use', name: 'record', input },
  ],
  stop_reason: 'tool_use',
  ...rest,
});
const answered = (index: number) => ({ recordId: idOf(index), modelOutput: modelOutput({ kind: 'letter' }) });

/** So many documents, and what the job has written. */
function world(documents: number, output: readonly unknown[], interruption?: Interruption) {
  const bucket = fakeBucket(interruption, 2);
  const lines = Array.from({ length: documents }, (_, index) => ({
    documentId: idOf(index),
    textKey: `${idOf(index)}/text.txt`,
  }));
  const put = (key: string, values: readonly unknown[]) =>
    bucket.objects.set(
      key,
      Buffer.from(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n')),
    );
  put('results/inference/january/documents.jsonl', lines);
  const half = Math.ceil(output.length / 2);
  put(`${folder}0001.jsonl.out`, output.slice(0, half));
  put(`${folder}0002.jsonl.out`, output.slice(half));
  put(`${folder}manifest.json.out`, [{ totalRecordCount: documents, inputTokenCount: 700, outputTokenCount: 70 }]);
  const log = fakeLog();
  const dependencies = { log, results: { s3: bucket.s3, bucketName: 'results' } };
  const unanswered = () =>
    (bucket.objects.get('results/inference/january/unanswered.jsonl')?.toString() ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { documentId: string; textKey: string; reason: string });
  return { dependencies, bucket, put, lines, unanswered, log };
}

describe('joinInference', () => {
  it('brings each answer to its document, in whatever order they come', async () => {
    const { dependencies, bucket, unanswered } = world(
      70,
      Array.from({ length: 70 }, (_, index) => answered(69 - index)),
    );

    await expect(joinInference(event, dependencies)).resolves.toEqual({
      documents: 70,
      joined: 70,
      unanswered: 0,
      unansweredUri: 's3://results/inference/january/unanswered.jsonl',
      outcomeUri: 's3://results/inference/january/outcome.json',
      inputTokens: 700,
      outputTokens: 70,
    });

    expect(JSON.parse(bucket.objects.get(`results/${idOf(33)}/inference.json`)?.toString() ?? '')).toEqual({
      documentId: idOf(33),
      inference: 'january',
      jobArn: event.jobArn,
      answer: { kind: 'letter' },
    });
    expect(unanswered()).toEqual([]);
  });

  it.each([
    ['an error of the model', { error: { errorCode: 400, errorMessage: 'too long' } }, 'ModelError: 400 too long'],
    ['nothing', {}, 'UnusableAnswer: there is neither modelOutput nor error'],
    [
      'an answer in prose',
      { modelOutput: { ...modelOutput({}), content: [{ type: 'text', text: 'A letter.' }], stop_reason: 'end_turn' } },
      'in prose instead of calling record',
    ],
    ['an answer cut short', { modelOutput: modelOutput({}, { stop_reason: 'max_tokens' }) }, 'stopped with max_tokens'],
    ['another shape', { modelOutput: modelOutput({ kind: 'approved' }) }, 'the answer.kind must be one of letter'],
    ['no object', { modelOutput: modelOutput('letter') }, 'the answer must be an object'],
    [
      'two calls',
      { modelOutput: { ...modelOutput({}), content: [...modelOutput({}).content, ...modelOutput({}).content] } },
      'exactly once',
    ],
    ['no call', { modelOutput: { stop_reason: 'tool_use', content: [] } }, 'exactly once'],
  ])('lists a document whose record came back with %s', async (_, line, reason) => {
    const { dependencies, unanswered, bucket } = world(2, [answered(0), { recordId: idOf(1), ...line }]);

    await expect(joinInference(event, dependencies)).resolves.toMatchObject({ documents: 2, joined: 1, unanswered: 1 });

    expect(unanswered()).toEqual([
      { documentId: idOf(1), textKey: `${idOf(1)}/text.txt`, reason: expect.stringContaining(reason) },
    ]);
    expect(bucket.objects.has(`results/${idOf(1)}/inference.json`)).toBe(false);
  });

  it('lists what a job that ended early never came to, and joins the rest', async () => {
    const { dependencies, unanswered } = world(5, [answered(4), 'half a li', answered(2)]);

    await expect(joinInference({ ...event, status: 'PartiallyCompleted' }, dependencies)).resolves.toMatchObject({
      documents: 5,
      joined: 2,
      unanswered: 3,
    });

    expect(unanswered().map(({ documentId }) => documentId)).toEqual([0, 1, 3].map(idOf));
    expect(unanswered()[0]?.reason).toBe('NoOutput: the job ended PartiallyCompleted without a line for this record');
  });

  it('lists every document of a job that wrote nothing', async () => {
    const { dependencies, bucket, unanswered } = world(3, []);
    for (const key of [...bucket.objects.keys()].filter((name) => name.startsWith(folder))) bucket.objects.delete(key);

    await expect(joinInference({ ...event, status: 'Expired' }, dependencies)).resolves.toMatchObject({
      joined: 0,
      unanswered: 3,
      inputTokens: 0,
    });

    expect(unanswered()).toHaveLength(3);
  });

  it('keeps the reason of a document that had no record', async () => {
    const { dependencies, put, lines, unanswered } = world(2, [answered(0), answered(1)]);
    put('results/inference/january/documents.jsonl', [lines[0], { ...lines[1], reason: 'TextEmpty: …' }]);

    await expect(joinInference(event, dependencies)).resolves.toMatchObject({ documents: 2, joined: 1, unanswered: 1 });

    expect(unanswered()[0]?.reason).toBe('TextEmpty: …');
  });

  it('ignores records that nobody asked for, and takes the first of two for one document', async () => {
    const stranger = { recordId: idOf(99), modelOutput: modelOutput({ kind: 'letter' }) };
    const { dependencies, bucket } = world(1, [answered(0), { ...answered(0), error: {} }, stranger, { recordId: 7 }]);

    await expect(joinInference(event, dependencies)).resolves.toMatchObject({ documents: 1, joined: 1, unanswered: 0 });

    expect(bucket.objects.has(`results/${idOf(99)}/inference.json`)).toBe(false);
  });

  it('keeps an answer that another inference gave, and says so', async () => {
    const { dependencies, put, bucket, unanswered } = world(1, [answered(0)]);
    put(`results/${idOf(0)}/inference.json`, [{ inference: 'december', answer: { kind: 'old' } }]);

    await expect(joinInference(event, dependencies)).resolves.toMatchObject({ joined: 0, unanswered: 1 });

    expect(unanswered()[0]?.reason).toBe('AnsweredBefore: by the inference december');
    expect(bucket.objects.get(`results/${idOf(0)}/inference.json`)?.toString()).toContain('old');
  });

  // documents.jsonl, two pages of the listing, two files, three answers, the manifest, unanswered.jsonl, outcome.json.
  it.each(everyCrash(11))('ends the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { dependencies, bucket } = world(4, [answered(0), answered(1), answered(2)], crashAt(call, moment));
    await joinInference(event, dependencies).catch((error: unknown) => expect(error).toMatchObject({ name: 'Crash' }));

    await expect(joinInference(event, dependencies)).resolves.toMatchObject({ documents: 4, joined: 3, unanswered: 1 });

    expect(JSON.parse(bucket.objects.get('results/inference/january/outcome.json')?.toString() ?? '')).toMatchObject({
      name: 'january',
      status: 'Completed',
      joined: 3,
    });
  });
});
