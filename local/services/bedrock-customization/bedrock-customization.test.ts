import { laptop, pairs, request } from './customization-fixture';

const jobIdentifier = request.jobName;

describe('a customization job', () => {
  it('is InProgress, then Completed with a model and losses measured on the data', async () => {
    const { customization, call, objects } = laptop({ jobSeconds: 0.3 });
    const { jobArn } = await call('CreateModelCustomizationJob', request);
    expect(jobArn).toMatch(
      /^arn:aws:bedrock:us-east-1:123456789012:model-customization-job\/amazon\.nova-micro-v1:0:128k\/[0-9a-f]{12}$/,
    );
    await expect(call('GetModelCustomizationJob', { jobIdentifier: jobArn })).resolves.toMatchObject({
      status: 'InProgress',
      jobName: 'classifier-1-abc',
    });

    await customization.whenIdle();

    const told = await call('GetModelCustomizationJob', { jobIdentifier });
    expect(told).toMatchObject({
      status: 'Completed',
      outputModelName: 'classifier-1-abc',
      outputModelArn: expect.stringMatching(/^arn:aws:bedrock:us-east-1:123456789012:custom-model\//),
      trainingMetrics: { trainingLoss: expect.any(Number) },
      validationMetrics: [{ validationLoss: expect.any(Number) }],
      hyperParameters: { epochCount: '3' },
    });
    const folder = `results/models/classifier/1/model-customization-job-${String(jobArn).split('/').at(-1)}`;
    expect([...objects.keys()].filter((key) => key.startsWith(folder))).toEqual([
      `${folder}/training_artifacts/step_wise_training_metrics.csv`,
      `${folder}/validation_artifacts/post_fine_tuning_validation/validation_metrics.csv`,
    ]);
    const training = objects.get(`${folder}/training_artifacts/step_wise_training_metrics.csv`)!.split('\n');
    expect(training[0]).toBe('step_number,epoch_number,training_loss,perplexity');
    expect(training.slice(1, -1).map((line) => line.split(',').slice(0, 2))).toEqual([
      ['0', '0'],
      ['1', '0'],
      ['2', '1'],
      ['3', '1'],
      ['4', '2'],
      ['5', '2'],
    ]);
  });

  it('is the same job for the same token, and refuses a name that is in use', async () => {
    const { call } = laptop();
    const first = await call('CreateModelCustomizationJob', request);
    await expect(call('CreateModelCustomizationJob', request)).resolves.toEqual(first);

    await expect(
      call('CreateModelCustomizationJob', { ...request, clientRequestToken: 'another' }),
    ).rejects.toMatchObject({ name: 'ValidationException', message: 'The provided job name is currently in use.' });
  });

  it.each([
    ['is not JSON', 'nonsense', 'line 3: it is not JSON'],
    ['lacks an answer', '{"prompt":"a"}', 'line 3: completion must be text that is not empty'],
    [
      'has a key that is unknown',
      '{"prompt":"a","completion":"b","n":1}',
      'line 3: the key "n" is not one of a record',
    ],
    [
      'has two turns of the user',
      '{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"a"}]},{"role":"user","content":[{"text":"b"}]}]}',
      "line 3: messages[1] must be the assistant's: the turns alternate",
    ],
    [
      'is of another format',
      '{"schemaVersion":"bedrock-conversation-2024","messages":[{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]}',
      'the lines mix prompt and completion and conversations',
    ],
  ])('fails and names the line when a record %s', async (_, line, message) => {
    const { customization, call, objects } = laptop();
    const lines = pairs.split('\n');
    objects.set('results/training/data.jsonl', [...lines.slice(0, 2), line, ...lines.slice(2)].join('\n'));
    await call('CreateModelCustomizationJob', request);
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'Failed',
      failureMessage: `s3://results/training/data.jsonl: ${message}`,
    });
  });

  it('fails when there are fewer than eight training records', async () => {
    const { customization, call, objects } = laptop();
    objects.set('results/training/data.jsonl', pairs.split('\n').slice(0, 7).join('\n'));
    await call('CreateModelCustomizationJob', request);
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      failureMessage: 's3://results/training/data.jsonl: there must be at least 8 record(s), there are 7',
    });
  });

  it('reads and writes as the role that was passed: without rights it fails', async () => {
    const { customization, call } = laptop({ jobActions: ['s3:PutObject'] });
    await call('CreateModelCustomizationJob', request);
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'Failed',
      failureMessage: expect.stringMatching(/^AccessDenied: .*s3:GetObject/),
    });
  });

  it('is not made where Bedrock may not assume the role, or the caller may not pass it', async () => {
    await expect(
      laptop({ trustedService: 'lambda.amazonaws.com' }).call('CreateModelCustomizationJob', request),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      laptop({ machineActions: ['bedrock:*'] }).call('CreateModelCustomizationJob', request),
    ).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') });
  });

  it('is stopped by its name, and cannot be stopped twice', async () => {
    const { customization, call } = laptop({ jobSeconds: 60 });
    await call('CreateModelCustomizationJob', request);
    await call('StopModelCustomizationJob', { jobIdentifier });
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({ status: 'Stopped' });
    await expect(call('StopModelCustomizationJob', { jobIdentifier })).rejects.toMatchObject({
      name: 'ConflictException',
    });
    await expect(call('StopModelCustomizationJob', { jobIdentifier: 'unknown' })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('goes on in the next process', async () => {
    const first = laptop({ jobSeconds: 60 });
    await first.call('CreateModelCustomizationJob', request);
    await first.customization.close();

    const second = laptop({ stateFolder: first.stateFolder });
    await expect(second.call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'InProgress',
    });
    await second.customization.resumeJobs();
    await second.customization.whenIdle();
    await expect(second.call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'Completed',
    });
  });

  it.each([
    [{ customModelKmsKeyId: 'k' }, 'NotModelledError', /customModelKmsKeyId/],
    [{ customizationType: 'DISTILLATION' }, 'NotModelledError', /DISTILLATION/],
    [{ hyperParameters: { epochCount: '6' } }, 'ValidationException', /epochCount must be a whole number from 1 to 5/],
    [{ jobName: 'a b' }, 'ValidationException', /jobName/],
    [{ trainingDataConfig: { s3Uri: 'results/data.jsonl' } }, 'ValidationException', /must be an S3 URI/],
  ])('refuses %j', async (change, name, message) => {
    await expect(laptop().call('CreateModelCustomizationJob', { ...request, ...change })).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});
