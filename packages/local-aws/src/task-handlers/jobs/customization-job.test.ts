import type { JsonObject } from '@document-pipelines/asl/definition';
import { processLeaves, type StatesError, timedOut } from '@document-pipelines/asl/interpreter';
import { ServiceError, type Services, type Shape } from '../../services';
import { awaitJob } from './awaited-job';
import { customizationJob } from './customization-job';

const jobArn = 'arn:aws:bedrock:us-east-1:123456789012:model-customization-job/base/abc';
const described = { jobArn, creationTime: new Date(0), hyperParameters: { epochCount: '2' } };

/** Bedrock whose job has these states at each check; its requests are recorded. */
function awaiting(looks: readonly (string | Error)[], onSleep: () => void = () => undefined, submission?: JsonObject) {
  const asked: { operation: string; input: Shape }[] = [];
  const left = [...looks];
  const services: Services = {
    register: () => undefined,
    call: async (_service, operation, input) => {
      asked.push({ operation, input });
      if (operation === 'CreateModelCustomizationJob') return { jobArn };
      if (operation === 'StopModelCustomizationJob') return {};
      const look = left.shift();
      if (look instanceof Error) throw look;
      return { ...described, status: look };
    },
  };
  const cancel = new AbortController();
  const submitted: unknown[] = [];
  const kind = customizationJob(async () => {
    onSleep();
    if (left.length === 0) cancel.abort();
  });
  const result = awaitJob(kind, {
    call: {
      executionArn: 'arn',
      ...(submission === undefined ? {} : { submission }),
      submitted: (answer) => void submitted.push(answer),
    },
    parameters: { JobName: 'a', HyperParameters: { epochCount: '2', OwnName: '1' } },
    serviceCall: { services, caller: { kind: 'role', roleArn: 'role' }, requestId: () => 'id' },
    signal: cancel.signal,
  });
  return { result, asked, submitted, cancel };
}

describe('createModelCustomizationJob.sync', () => {
  it('awaits the end and answers what GetModelCustomizationJob tells, in PascalCase', async () => {
    const { result, asked, submitted } = awaiting(['InProgress', 'Completed']);

    await expect(result).resolves.toEqual({
      JobArn: jobArn,
      CreationTime: '1970-01-01T00:00:00.000Z',
      HyperParameters: { epochCount: '2' },
      Status: 'Completed',
    });
    expect(submitted).toEqual([{ JobArn: jobArn }]);
    expect(asked[0]?.input).toEqual({ jobName: 'a', hyperParameters: { epochCount: '2', OwnName: '1' } });
    expect(asked[1]?.input).toEqual({ jobIdentifier: jobArn });
  });

  it.each(['Failed', 'Stopped'])(
    'fails with States.TaskFailed when the job is %s, its cause the whole description',
    async (status) => {
      const error = (await awaiting(['InProgress', status]).result.catch((thrown: unknown) => thrown)) as StatesError;
      expect(error).toMatchObject({ error: 'States.TaskFailed' });
      expect(JSON.parse(error.cause ?? '')).toMatchObject({ Status: status, JobArn: jobArn });
    },
  );

  it('goes on awaiting the job that an earlier process has created', async () => {
    const { result, asked, submitted } = awaiting(['Completed'], undefined, { JobArn: jobArn });

    await expect(result).resolves.toMatchObject({ Status: 'Completed' });
    expect(asked).toEqual([{ operation: 'GetModelCustomizationJob', input: { jobIdentifier: jobArn } }]);
    expect(submitted).toEqual([]);
  });

  it("names the service's own errors by Bedrock", async () => {
    const { result } = awaiting([new ServiceError('ThrottlingException', 'Rate exceeded', 429)]);
    await expect(result).rejects.toMatchObject({ error: 'Bedrock.ThrottlingException' });
  });

  it.each([
    ['stops the job when the execution is stopped', new Error('no longer wanted'), true],
    ['leaves the job alone when the state times out', timedOut, false],
    ['leaves the job to the next process', processLeaves, false],
  ])('%s', async (_, reason, isStopped) => {
    const waiting = awaiting(['InProgress', 'InProgress', 'InProgress'], () => waiting.cancel.abort(reason));
    await expect(waiting.result).rejects.toBe(reason);
    expect(waiting.asked.some(({ operation }) => operation === 'StopModelCustomizationJob')).toBe(isStopped);
  });
});
