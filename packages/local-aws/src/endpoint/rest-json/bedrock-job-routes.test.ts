import { type StartedForTest, startForTest } from '../../../tests/fixtures/endpoint-fixture';
import { type Caller, ServiceError, type Shape } from '../../services';

let started: StartedForTest;
let asked: { operation: string; input: Shape; caller: Caller }[];

beforeAll(async () => {
  started = await startForTest();
  const note = (operation: string, answer: Shape) => ({
    permissions: () => [],
    run: async (input: Shape, caller: Caller) => {
      asked.push({ operation, input, caller });
      return answer;
    },
  });
  started.services.register({
    name: 'bedrock',
    operations: {
      CreateModelCustomizationJob: note('Create', { jobArn: 'arn:job' }),
      GetModelCustomizationJob: note('Get', { status: 'InProgress', creationTime: new Date(0) }),
      StopModelCustomizationJob: {
        permissions: () => [],
        run: async () => {
          throw new ServiceError('ConflictException', 'The job is Completed and cannot be stopped.');
        },
      },
    },
  });
});
beforeEach(() => {
  asked = [];
});
afterAll(() => started.end());

function request(method: string, path: string, body?: object): Promise<Response> {
  const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/bedrock/aws4_request, SignedHeaders=host';
  return fetch(`${started.endpoint.url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

it('makes a job', async () => {
  const response = await request('POST', '/model-customization-jobs', { jobName: 'a' });
  expect(response.status).toBe(201);
  await expect(response.json()).resolves.toEqual({ jobArn: 'arn:job' });
  expect(asked).toEqual([{ operation: 'Create', input: { jobName: 'a' }, caller: { kind: 'operator' } }]);
});

it('tells of a job by its ARN, times as ISO 8601', async () => {
  const arn = 'arn:aws:bedrock:eu-west-1:123456789012:model-customization-job/base/abc';
  const response = await request('GET', `/model-customization-jobs/${encodeURIComponent(arn)}`);
  await expect(response.json()).resolves.toEqual({ status: 'InProgress', creationTime: '1970-01-01T00:00:00.000Z' });
  expect(asked[0]?.input).toEqual({ jobIdentifier: arn });
});

it('answers an error under its name', async () => {
  const response = await request('POST', '/model-customization-jobs/a/stop');
  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('ConflictException');
});

it('refuses by name what is not implemented locally', async () => {
  const response = await request('POST', '/model-invocation-job/a/stop');
  expect(response.status).toBe(501);
  await expect(response.json()).resolves.toMatchObject({ message: expect.stringContaining('StopModelInvocationJob') });
});
