import { localCustomization, request } from '../../../tests/fixtures/customization-fixture';

const jobIdentifier = request.jobName;

describe('a customization job', () => {
  it('is InProgress, then Completed with a model and the scripted losses', async () => {
    const { customization, call, objects } = localCustomization({ jobSeconds: 0.3 });
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
      trainingMetrics: { trainingLoss: 1 },
      validationMetrics: [{ validationLoss: 1.25 }],
      hyperParameters: { epochCount: '3' },
    });
    const folder = `results/models/classifier/1/model-customization-job-${String(jobArn).split('/').at(-1)}`;
    expect(objects.get(`${folder}/training_artifacts/step_wise_training_metrics.csv`)).toBe(
      'step_number,epoch_number,training_loss,perplexity\n0,0,2.000000,7.389056\n1,1,1.500000,4.481689\n2,2,1.000000,2.718282\n',
    );
    expect(objects.get(`${folder}/validation_artifacts/post_fine_tuning_validation/validation_metrics.csv`)).toBe(
      'step_number,epoch_number,validation_loss,perplexity\n2,2,1.250000,3.490343\n',
    );
  });

  it('leaves no validation metrics if the script has none', async () => {
    const { customization, call, objects } = localCustomization();
    const validationDataConfig = { validators: [{ s3Uri: 's3://results/training/unmeasured.jsonl' }] };
    await call('CreateModelCustomizationJob', { ...request, validationDataConfig });
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.not.toHaveProperty('validationMetrics');
    expect([...objects.keys()].filter((key) => key.startsWith('results/models/'))).toEqual([
      expect.stringMatching(/step_wise_training_metrics\.csv$/),
    ]);
  });

  it('fails as the script says, and leaves no model', async () => {
    const { customization, call, objects } = localCustomization();
    await call('CreateModelCustomizationJob', { ...request, hyperParameters: { epochCount: '5' } });
    await customization.whenIdle();
    const told = await call('GetModelCustomizationJob', { jobIdentifier });
    expect(told).toMatchObject({ status: 'Failed', failureMessage: 'line 3 is not JSON' });
    expect(told).not.toHaveProperty('outputModelArn');
    expect([...objects.keys()].filter((key) => key.startsWith('results/models/'))).toEqual([]);
  });

  it('is rejected with where to add it if the script does not have it, and not created', async () => {
    const { call } = localCustomization();
    const uncovered = { ...request, trainingDataConfig: { s3Uri: 's3://results/training/other.jsonl' } };
    await expect(call('CreateModelCustomizationJob', uncovered)).rejects.toMatchObject({
      name: 'NotModelledError',
      message:
        'there is no scripted outcome of a customization job with {"trainingData":"training/other.jsonl","validationData":"training/validation.jsonl","hyperParameters":{"epochCount":"3"}}: add it to `customization` of samples/<name>/bedrock-script.yaml',
    });
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('is the same job for the same token, and refuses a name that is in use', async () => {
    const { call } = localCustomization();
    const first = await call('CreateModelCustomizationJob', request);
    await expect(call('CreateModelCustomizationJob', request)).resolves.toEqual(first);

    await expect(
      call('CreateModelCustomizationJob', { ...request, clientRequestToken: 'another' }),
    ).rejects.toMatchObject({ name: 'ValidationException', message: 'The provided job name is currently in use.' });
  });

  it('fails if its data are not there', async () => {
    const { customization, call, objects } = localCustomization();
    objects.delete('results/training/validation.jsonl');
    await call('CreateModelCustomizationJob', request);
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'Failed',
      failureMessage: expect.stringMatching(/^NoSuchKey: /),
    });
  });

  it('reads and writes as the role that was passed: without rights it fails', async () => {
    const { customization, call } = localCustomization({ jobActions: ['s3:PutObject'] });
    await call('CreateModelCustomizationJob', request);
    await customization.whenIdle();
    await expect(call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'Failed',
      failureMessage: expect.stringMatching(/^AccessDenied: .*s3:GetObject/),
    });
  });

  it('is not made where Bedrock may not assume the role, or the caller may not pass it', async () => {
    await expect(
      localCustomization({ trustedService: 'lambda.amazonaws.com' }).call('CreateModelCustomizationJob', request),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      localCustomization({ machineActions: ['bedrock:*'] }).call('CreateModelCustomizationJob', request),
    ).rejects.toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('iam:PassRole') });
  });

  it('is stopped by its name, and cannot be stopped twice', async () => {
    const { customization, call } = localCustomization({ jobSeconds: 60 });
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

  it('goes on in the next process, which needs no script for it', async () => {
    const first = localCustomization({ jobSeconds: 60 });
    await first.call('CreateModelCustomizationJob', request);
    await first.customization.close();

    const second = localCustomization({ stateFolder: first.stateFolder, script: [] });
    await expect(second.call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'InProgress',
    });
    await second.customization.resumeJobs();
    await second.customization.whenIdle();
    await expect(second.call('GetModelCustomizationJob', { jobIdentifier })).resolves.toMatchObject({
      status: 'Completed',
      validationMetrics: [{ validationLoss: 1.25 }],
    });
  });

  it.each([
    [{ customModelKmsKeyId: 'k' }, 'NotModelledError', /customModelKmsKeyId/],
    [{ customizationType: 'DISTILLATION' }, 'NotModelledError', /DISTILLATION/],
    [
      { validationDataConfig: { validators: [{ s3Uri: 's3://results/a' }, { s3Uri: 's3://results/b' }] } },
      'NotModelledError',
      /more than one validator/,
    ],
    [{ hyperParameters: { epochCount: '6' } }, 'ValidationException', /epochCount must be a whole number from 1 to 5/],
    [{ jobName: 'a b' }, 'ValidationException', /jobName/],
    [{ trainingDataConfig: { s3Uri: 'results/data.jsonl' } }, 'ValidationException', /must be an S3 URI/],
  ])('refuses %j', async (change, name, message) => {
    await expect(
      localCustomization().call('CreateModelCustomizationJob', { ...request, ...change }),
    ).rejects.toMatchObject({
      name,
      message: expect.stringMatching(message),
    });
  });
});
