import { fakeBucket } from '../../tests/fakes/fake-bucket';
import { crashAt, everyCrash, fakeLog, type Interruption } from '../../tests/fakes/fake-client';
import { type EvaluateModelEvent, evaluateModel } from './evaluate-model';

const event: EvaluateModelEvent = {
  modelName: 'classifier',
  version: '1',
  jobArn: 'arn:aws:bedrock:us-east-1:123456789012:model-customization-job/amazon.nova-micro-v1:0:128k/abc123',
  outputUri: 's3://results/models/classifier/1',
  executionArn: 'arn:execution',
};
const folder = 'results/models/classifier/1/model-customization-job-abc123';
const training = `${folder}/training_artifacts/step_wise_training_metrics.csv`;
const validation = `${folder}/validation_artifacts/post_fine_tuning_validation/validation_metrics.csv`;

function world(interruption?: Interruption) {
  const { s3, objects } = fakeBucket(interruption);
  const log = fakeLog();
  objects.set(
    training,
    Buffer.from('step_number,epoch_number,training_loss,perplexity\n0,0,2.5,12.1\n1,0,2.0,7.3\n2,1,1.5,4.4\n'),
  );
  objects.set(validation, Buffer.from('step_number,epoch_number,validation_loss,perplexity\r\n2,1,1.75,5.7\r\n'));
  return { dependencies: { s3, log }, objects, log };
}

describe('evaluateModel', () => {
  it('reads the losses of the last step', async () => {
    await expect(evaluateModel(event, world().dependencies)).resolves.toEqual({
      trainingLoss: 1.5,
      validationLoss: 1.75,
      perplexity: Math.exp(1.75),
      steps: 3,
      metricsUri: `s3://${validation}`,
    });
  });

  it.each(['s3://results/models/classifier/1', 's3://results/models/classifier/1/'])(
    'finds the folder of the job below %s',
    async (outputUri) => {
      await expect(evaluateModel({ ...event, outputUri }, world().dependencies)).resolves.toMatchObject({ steps: 3 });
    },
  );

  it('says which metrics are not there', async () => {
    const { dependencies, objects } = world();
    objects.delete(validation);
    await expect(evaluateModel(event, dependencies)).rejects.toMatchObject({
      name: 'MetricsNotFound',
      message: `the job left no s3://${validation}`,
    });
  });

  it.each([
    ['', 'has no column validation_loss'],
    ['step_number,epoch_number\n1,1\n', 'has no column validation_loss; its first line is: step_number,epoch_number'],
    ['step_number,validation_loss\n', 'has no line below its header'],
    ['step_number,validation_loss\n1,nan\n', 'must be a number from 0 up, in the last line it is: nan'],
    ['step_number,validation_loss\n1,\n', 'must be a number from 0 up'],
    ['step_number,validation_loss\n1,-2\n', 'must be a number from 0 up'],
  ])('does not take %j for metrics', async (text, message) => {
    const { dependencies, objects } = world();
    objects.set(validation, Buffer.from(text));
    await expect(evaluateModel(event, dependencies)).rejects.toMatchObject({
      name: 'MetricsUnreadable',
      message: expect.stringContaining(message),
    });
  });

  it('passes an error of S3 on under its own name', async () => {
    const denied = Object.assign(new Error('no'), { name: 'AccessDenied' });
    const s3 = { send: async () => Promise.reject(denied) } as unknown as ReturnType<
      typeof world
    >['dependencies']['s3'];
    await expect(evaluateModel(event, { s3, log: fakeLog() })).rejects.toBe(denied);
  });

  it.each(everyCrash(2))('finds the same when it crashes at call %i, %s its effect', async (call, moment) => {
    const { dependencies } = world(crashAt(call, moment));
    await expect(evaluateModel(event, dependencies)).rejects.toMatchObject({ name: 'Crash' });
    await expect(evaluateModel(event, dependencies)).resolves.toMatchObject({ validationLoss: 1.75 });
  });
});
