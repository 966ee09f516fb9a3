import { trainingEnvironment, withDefinition } from './trained-models';

jest.setTimeout(240_000);

const environment = trainingEnvironment();

beforeAll(async () => {
  await environment.start();
  for (const file of ['letters.jsonl', 'letters-held-out.jsonl', 'damaged.jsonl']) await environment.upload(file);
});
afterAll(() => environment.remove());

async function rested(executionArn: string) {
  await environment.idle();
  return environment.describe(executionArn);
}

it('publishes what a person approves, and moves the pointer once', async () => {
  const executionArn = await environment.train({ modelName: 'letters', version: 'v1' });
  await expect(rested(executionArn)).resolves.toMatchObject({ status: 'RUNNING' });
  await expect(environment.model('letters', 'current')).resolves.toBeUndefined();

  await environment.decide(executionArn, 'approve');

  await expect(rested(executionArn)).resolves.toMatchObject({
    status: 'SUCCEEDED',
    output: { outcome: 'PUBLISHED', replacedVersion: 'none' },
  });
  await expect(environment.model('letters', 'current')).resolves.toMatchObject({
    publishedVersion: { S: 'v1' },
    approvedBy: { S: 'ann' },
    executionArn: { S: executionArn },
  });
  await expect(environment.model('letters', 'v1')).resolves.toMatchObject({ status: { S: 'PUBLISHED' } });
});

it('trains a version once', async () => {
  const again = await environment.train({ modelName: 'letters', version: 'v1' });
  await expect(rested(again)).resolves.toMatchObject({ output: { outcome: 'ALREADY_TRAINED' } });
});

it('leaves the pointer where it is when another version was published while a person looked', async () => {
  const [first, second] = [
    await environment.train({ modelName: 'letters', version: 'v2', hyperParameters: { epochCount: '5' } }),
    await environment.train({ modelName: 'letters', version: 'v3', hyperParameters: { epochCount: '4' } }),
  ];
  await environment.idle();
  await environment.decide(first, 'approve');
  await environment.idle();
  await environment.decide(second, 'approve');

  await expect(rested(second)).resolves.toMatchObject({ output: { outcome: 'DECLINED', reason: 'Overtaken' } });
  await expect(environment.model('letters', 'current')).resolves.toMatchObject({ publishedVersion: { S: 'v2' } });
});

/** What failed before the script was fixed. */
const failed = { damaged: '', unscripted: '' };

it('fails with what the job says', async () => {
  failed.damaged = await environment.train({ modelName: 'damaged', version: 'v1', data: 'damaged.jsonl' });
  await expect(rested(failed.damaged)).resolves.toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
  const row = await environment.model('damaged', 'v1');
  expect(row).toMatchObject({ status: { S: 'FAILED' }, jobEnd: { S: 'over' } });
  expect(row).not.toHaveProperty('jobName');
  const [letter] = await environment.letters();
  expect(letter).toMatchObject({
    executionArn: failed.damaged,
    state: 'TrainModel',
    checkpoint: 'REGISTERED',
    Cause: expect.stringMatching(/^training\/damaged\.jsonl: line 3 is not JSON /),
  });
});

it('fails at once where the script has no such job', async () => {
  const hyperParameters = { epochCount: '3' };
  failed.unscripted = await environment.train({ modelName: 'unscripted', version: 'v1', hyperParameters });
  await expect(rested(failed.unscripted)).resolves.toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringMatching(
      /"epochCount":"3".*add it to `customization` of samples\/<name>\/bedrock-script\.yaml/,
    ),
  });
});

it('trains again once the script was fixed: by an execution that follows, and by a redrive', async () => {
  await environment.close();
  await environment.start({ isFixed: true });
  const redrive = { modelName: 'damaged', version: 'v1', data: 'damaged.jsonl', redriveOf: failed.damaged, attempt: 2 };
  const redriven = await environment.train(redrive);
  await environment.call('states', 'RedriveExecution', { executionArn: failed.unscripted });

  await expect(rested(failed.unscripted)).resolves.toMatchObject({ status: 'RUNNING' });
  await expect(environment.model('unscripted', 'v1')).resolves.toMatchObject({ validationLoss: { N: '1.1' } });
  await expect(rested(redriven)).resolves.toMatchObject({ status: 'RUNNING' });
  await environment.decide(redriven, 'reject');
  await expect(rested(redriven)).resolves.toMatchObject({
    output: { outcome: 'DECLINED', reason: 'RejectedByReviewer', explanation: 'rejected by ann' },
  });
});

it('stops the job when the execution is stopped', async () => {
  const executionArn = await environment.train({ modelName: 'stopped', version: 'v1' });
  const jobName = await untilTrained('stopped');
  await environment.call('states', 'StopExecution', { executionArn });
  await environment.idle();
  await expect(environment.job(jobName)).resolves.toMatchObject({ status: 'Stopped' });
});

it('goes on with the same job in the next process', async () => {
  const executionArn = await environment.train({ modelName: 'resumed', version: 'v1' });
  const jobName = await untilTrained('resumed');
  await environment.close();
  await environment.start();

  await expect(rested(executionArn)).resolves.toMatchObject({ status: 'RUNNING' });
  await expect(environment.job(jobName)).resolves.toMatchObject({ status: 'Completed' });
  await expect(environment.model('resumed', 'v1')).resolves.toMatchObject({ jobName: { S: jobName } });
  await environment.decide(executionArn, 'approve');
  await expect(rested(executionArn)).resolves.toMatchObject({ output: { outcome: 'PUBLISHED' } });
});

it('keeps a trained model for the redrive when it could not be measured: no second job is paid for', async () => {
  const putBack = environment.takeAction('aws_iam_role_policy.evaluate-model', 's3:GetObject');
  const executionArn = await environment.train({ modelName: 'unmeasured', version: 'v1' });
  await expect(rested(executionArn)).resolves.toMatchObject({ status: 'FAILED', error: 'AccessDenied' });
  const { jobName, checkpoint } = (await environment.model('unmeasured', 'v1')) ?? {};
  expect(checkpoint).toEqual({ S: 'TRAINED' });

  putBack();
  const redriven = await environment.train({
    modelName: 'unmeasured',
    version: 'v1',
    redriveOf: executionArn,
    attempt: 2,
  });

  await expect(rested(redriven)).resolves.toMatchObject({ status: 'RUNNING' });
  expect(await environment.path(redriven)).not.toContain('TrainModel');
  await expect(environment.model('unmeasured', 'v1')).resolves.toMatchObject({ jobName });
});

it('trains nothing where the machine may not hand its role over', async () => {
  const putBack = environment.takeAction('aws_iam_role_policy.train-model', 'iam:PassRole');
  const executionArn = await environment.train({ modelName: 'forbidden', version: 'v1' });
  await expect(rested(executionArn)).resolves.toMatchObject({
    status: 'FAILED',
    error: 'Bedrock.AccessDeniedException',
    cause: expect.stringContaining('iam:PassRole'),
  });
  putBack();
});

it('stops a job that takes longer than the state allows', async () => {
  await environment.close();
  await environment.start({ change: withDefinition((text) => text.replace(/("TimeoutSeconds":)43200/, '$11')) });
  const executionArn = await environment.train({ modelName: 'slow', version: 'v1' });
  await expect(rested(executionArn)).resolves.toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  await expect(environment.path(executionArn)).resolves.toEqual([
    'RegisterTraining',
    'IsTrained',
    'TrainModel',
    'IsTrainingOver',
    'StopTraining',
    'MarkFailed',
    'DeadLetter',
    'Failed',
  ]);
  await expect(environment.model('slow', 'v1')).resolves.toMatchObject({ jobEnd: { S: 'stopped' } });
});

async function untilTrained(modelName: string): Promise<string> {
  for (;;) {
    const jobName = (await environment.model(modelName, 'v1'))?.['jobName']?.S;
    const job = jobName === undefined ? undefined : await environment.job(jobName).catch(() => undefined);
    if (jobName !== undefined && job?.['status'] === 'InProgress') return jobName;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
