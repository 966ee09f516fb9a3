import { localInvocationJobs, record, recordsFile, request } from '../../../tests/fixtures/invocation-fixture';
import { calling, completion, startFakeServer } from '../../../tests/fixtures/model-server-fixture';
import {
  type Converse,
  type ConverseAnswer,
  createModelServer,
  createScriptedAnswers,
  type TokenUsage,
} from '../bedrock';

const inputFile = 'results/inference/january/input/0001.jsonl';

function saying(text: string, usage: TokenUsage): ConverseAnswer {
  return {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage,
    metrics: { latencyMs: 0 },
  };
}

async function ended(options: Parameters<typeof localInvocationJobs>[0] = {}) {
  const made = localInvocationJobs(options);
  const { jobArn } = await made.call('CreateModelInvocationJob', request);
  await made.bedrock.whenIdle();
  const job = await made.call('GetModelInvocationJob', { jobIdentifier: jobArn });
  const folder = `results/inference/january/output/${String(jobArn).split('/').at(-1)}/`;
  const linesOf = (name: string) =>
    (made.objects.get(`${folder}${name}`) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { ...made, jobArn, job, folder, linesOf };
}

describe('a job of model invocations', () => {
  it('answers every record, in the body of InvokeModel', async () => {
    const { job, jobArn, linesOf } = await ended();

    expect(jobArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:model-invocation-job\/[0-9a-f]{12}$/);
    expect(job).toMatchObject({
      status: 'Completed',
      jobName: 'dev-january',
      totalRecordCount: 100,
      errorRecordCount: 0,
    });
    expect(linesOf('0001.jsonl.out')).toHaveLength(100);
    expect(linesOf('0001.jsonl.out')[7]).toEqual({
      ...record(7),
      modelOutput: {
        model: 'the-test',
        type: 'message',
        role: 'assistant',
        content: [{ type: 'tool_use', id: expect.any(String), name: 'record', input: { kind: 'note' } }],
        stop_reason: 'tool_use',
        stop_sequence: null,
        usage: { input_tokens: expect.any(Number), output_tokens: expect.any(Number) },
      },
    });
    expect(linesOf('manifest.json.out')).toEqual([
      {
        totalRecordCount: 100,
        processedRecordCount: 100,
        successRecordCount: 100,
        errorRecordCount: 0,
        inputTokenCount: expect.any(Number),
        outputTokenCount: expect.any(Number),
      },
    ]);
  });

  it('answers every record by the model it is given, and adds up no tokens that are unknown for one', async () => {
    const counted = { inputTokens: 10, outputTokens: 2, totalTokens: 12 };
    const answers = Array.from({ length: 100 }, (_, index) =>
      saying('a letter', index === 7 ? { outputTokens: 2 } : counted),
    );
    const { linesOf } = await ended({ converse: createScriptedAnswers(answers) });

    expect(linesOf('0001.jsonl.out')[7]).toMatchObject({
      modelOutput: { model: 'unknown', content: [{ type: 'text', text: 'a letter' }], usage: { output_tokens: 2 } },
    });
    expect(linesOf('manifest.json.out')).toEqual([
      {
        totalRecordCount: 100,
        processedRecordCount: 100,
        successRecordCount: 100,
        errorRecordCount: 0,
        outputTokenCount: 200,
      },
    ]);
  });

  it('asks a model server for every record, one after another, and goes on after an error', async () => {
    const server = await startFakeServer([
      ({ body }) =>
        JSON.stringify(body).includes('<<<document 7\\n')
          ? [429, { error: 'busy' }]
          : [200, completion(calling('{"kind":"note"}'))],
    ]);
    const converse = createModelServer({ baseUrl: server.baseUrl, model: 'qwen3:8b', where: 'on this computer' });
    const { job, linesOf } = await ended({ converse });
    await server.close();

    expect(server.received.map(({ path }) => path)).toEqual(Array(100).fill('/v1/chat/completions'));
    expect(job).toMatchObject({ status: 'Completed', successRecordCount: 99, errorRecordCount: 1 });
    expect(linesOf('0001.jsonl.out')[7]).toMatchObject({ error: { errorCode: 429 } });
    expect(linesOf('0001.jsonl.out')[8]).toMatchObject({
      modelOutput: {
        model: 'qwen3:8b',
        content: [{ type: 'tool_use', name: 'record', input: { kind: 'note' } }],
        stop_reason: 'tool_use',
        usage: { input_tokens: 900, output_tokens: 20 },
      },
    });
  });

  it('leaves the model that is answering when the process leaves, and stays in progress', async () => {
    const troubles: string[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const converse: Converse = {
      description: 'a slow model',
      converse: (_, signal) =>
        new Promise((_resolve, reject) => {
          signals.push(signal);
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    };
    const { call, bedrock } = localInvocationJobs({ converse, onTrouble: (message) => troubles.push(message) });
    const { jobArn } = await call('CreateModelInvocationJob', request);
    while (signals.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    await bedrock.close();

    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    expect(troubles).toEqual([]);
    await expect(call('GetModelInvocationJob', { jobIdentifier: jobArn })).resolves.toMatchObject({
      status: 'InProgress',
    });
  });

  it('goes through its statuses in their order', async () => {
    const { call, bedrock } = localInvocationJobs({ stepSeconds: 0.05 });
    const { jobArn } = await call('CreateModelInvocationJob', request);
    const seen: unknown[] = [];
    for (let status: unknown; status !== 'Completed'; ) {
      ({ status } = await call('GetModelInvocationJob', { jobIdentifier: jobArn }));
      if (seen.at(-1) !== status) seen.push(status);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(seen).toEqual(['Submitted', 'Validating', 'Scheduled', 'InProgress', 'Completed']);
    await bedrock.close();
  });

  it('writes the error of a record in the place of its answer', async () => {
    const bad = JSON.stringify({ recordId: 'bad', modelInput: { prompt: 'Say something' } });
    const { job, linesOf } = await ended({ objects: new Map([[inputFile, `${bad}\n${recordsFile(99)}`]]) });

    expect(job).toMatchObject({ status: 'Completed', successRecordCount: 99, errorRecordCount: 1 });
    expect(linesOf('0001.jsonl.out')[0]).toEqual({
      recordId: 'bad',
      modelInput: { prompt: 'Say something' },
      error: {
        errorCode: 400,
        errorMessage: expect.stringContaining("not a body of text and tools for Anthropic's models"),
      },
    });
  });

  it.each([
    [
      'fewer records than the quota',
      recordsFile(99),
      'the input has 99 records; a batch inference job has at least 100',
    ],
    ['a line that is no JSON', `${recordsFile(100)}\nnonsense`, '0001.jsonl:101 is no JSON'],
    ['a line without modelInput', `{}\n${recordsFile(100)}`, '0001.jsonl:1 must be an object with modelInput'],
  ])('fails its validation with %s', async (_, text, message) => {
    const { job, objects } = await ended({ objects: new Map([[inputFile, text]]) });

    expect(job).toMatchObject({ status: 'Failed', message: expect.stringContaining(message) });
    expect([...objects.keys()]).toEqual([inputFile]);
  });

  it.each([
    ['s3:GetObject', ['s3:PutObject', 's3:ListBucket', 'bedrock:InvokeModel']],
    ['s3:ListBucket', ['s3:GetObject', 's3:PutObject', 'bedrock:InvokeModel']],
    ['s3:PutObject', ['s3:GetObject', 's3:ListBucket', 'bedrock:InvokeModel']],
    ['bedrock:InvokeModel', ['s3:GetObject', 's3:PutObject', 's3:ListBucket']],
  ])('fails by name where the role that was passed lacks %s', async (action, jobActions) => {
    const { job } = await ended({ jobActions });

    expect(job).toMatchObject({
      status: 'Failed',
      message: expect.stringContaining(`not authorized to perform: ${action}`),
    });
  });

  it('is not started with a role that Bedrock may not assume, or that the caller may not pass on', async () => {
    await expect(
      localInvocationJobs({ trustedService: 'states.amazonaws.com' }).call('CreateModelInvocationJob', request),
    ).rejects.toMatchObject({ name: 'ValidationException', message: expect.stringContaining('may not assume') });
    await expect(
      localInvocationJobs({ machineActions: ['bedrock:*'] }).call('CreateModelInvocationJob', request),
    ).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') });
  });

  it('is the same job for the same request, is found by its name, and refuses another under it', async () => {
    const { call, bedrock } = localInvocationJobs();
    const first = await call('CreateModelInvocationJob', request);

    await expect(call('CreateModelInvocationJob', request)).resolves.toEqual(first);
    await expect(call('ListModelInvocationJobs', { nameContains: 'january' })).resolves.toMatchObject({
      invocationJobSummaries: [{ jobArn: first['jobArn'], jobName: 'dev-january' }],
    });
    await expect(call('CreateModelInvocationJob', { ...request, clientRequestToken: 'another' })).rejects.toMatchObject(
      { name: 'ConflictException' },
    );
    await bedrock.whenIdle();
  });

  it('ends Stopped when it is stopped, and cannot be stopped then', async () => {
    const { call, bedrock } = localInvocationJobs({ stepSeconds: 0.05 });
    const { jobArn } = await call('CreateModelInvocationJob', request);

    await call('StopModelInvocationJob', { jobIdentifier: jobArn });
    await bedrock.whenIdle();

    await expect(call('GetModelInvocationJob', { jobIdentifier: jobArn })).resolves.toMatchObject({
      status: 'Stopped',
    });
    await expect(call('StopModelInvocationJob', { jobIdentifier: jobArn })).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('is finished by the next process', async () => {
    const first = localInvocationJobs({ stepSeconds: 0.05 });
    const { jobArn } = await first.call('CreateModelInvocationJob', request);
    await first.bedrock.close();
    const next = localInvocationJobs({ stateFolder: first.stateFolder });
    await expect(next.call('GetModelInvocationJob', { jobIdentifier: jobArn })).resolves.not.toMatchObject({
      status: 'Completed',
    });

    await next.bedrock.resumeJobs();
    await next.bedrock.whenIdle();

    await expect(next.call('GetModelInvocationJob', { jobIdentifier: jobArn })).resolves.toMatchObject({
      status: 'Completed',
    });
  });

  it.each([
    ['vpcConfig', { vpcConfig: {} }],
    ['the invocation type Converse', { modelInvocationType: 'Converse' }],
  ])('refuses %s by name', async (name, change) => {
    await expect(
      localInvocationJobs().call('CreateModelInvocationJob', { ...request, ...change }),
    ).rejects.toMatchObject({
      name: 'NotModelledError',
      message: expect.stringContaining(name),
    });
  });

  it('says which job there is not, and what a wrong request has', async () => {
    const { call } = localInvocationJobs();
    await expect(call('GetModelInvocationJob', { jobIdentifier: 'nothing' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
    await expect(call('CreateModelInvocationJob', { ...request, timeoutDurationInHours: 1 })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('timeoutDurationInHours'),
    });
  });
});
