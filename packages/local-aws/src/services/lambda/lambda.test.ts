import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { InvocationRequest, LambdaHost } from '../../lambda-host';
import { type Caller, ServiceError, type Services, type Shape } from '../service';
import { createLambda, type Lambda } from '.';

const localAccount = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:greet';
const destination = 'arn:aws:sqs:eu-west-1:123456789012:undelivered';

let stateFolder: string;
let lambda: Lambda;
/** Invocations that reached the host. */
let invoked: InvocationRequest[];
let answerOf: (request: InvocationRequest) => Promise<{ payload: string; functionError?: 'Unhandled' }>;
let sent: { operation: string; input: Shape; caller: Caller }[];
let reports: string[];
let slept: number[];

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'lambda-'));
  invoked = [];
  sent = [];
  reports = [];
  slept = [];
  answerOf = async () => ({ payload: '"well"' });
  lambda = open();
});

afterEach(() => {
  lambda.close();
  rmSync(stateFolder, { recursive: true });
});

/** Lambda on the same folder, as another process would open it. Its clock does not wait. */
function open(startsAt = 1_700_000_000_000): Lambda {
  const host: LambdaHost = {
    inFlight: 0,
    invoke: async (request) => {
      invoked.push(request);
      return { requestId: 'r', ...(await answerOf(request)) };
    },
    close: async () => undefined,
  };
  const services: Services = {
    register: () => undefined,
    call: async (_service, operation, input, caller) => {
      sent.push({ operation, input, caller });
      return {};
    },
  };
  let now = startsAt;
  const clock = {
    now: () => now,
    sleep: async (seconds: number, signal?: AbortSignal) => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      if (seconds > 0) slept.push(seconds);
      now += Math.max(0, seconds * 1000);
    },
  };
  const policies = {
    putResourceStatement: () => undefined,
    allowsAssume: (roleArn: string) =>
      roleArn.endsWith('/greet')
        ? ({ allowed: true } as const)
        : { allowed: false, reason: 'because of its trust policy' },
  };
  return createLambda({
    localAccount: { ...localAccount, stateFolder },
    services,
    policies,
    host,
    clock,
    onGivenUp: (message) => reports.push(message),
  });
}

function call(operation: string, input: Shape): Promise<Shape> {
  return lambda.service.operations[operation]!.run({ FunctionName: 'greet', ...input }, { kind: 'operator' });
}

async function refusal(operation: string, input: Shape): Promise<unknown> {
  return call(operation, input).then(
    () => undefined,
    (error: unknown) => (error instanceof ServiceError ? `${error.name}: ${error.message}` : error),
  );
}

function zip(source: string): Uint8Array {
  return zipSync({ 'index.js': strToU8(source) });
}

function createFunction(): Promise<Shape> {
  return call('CreateFunction', {
    Code: { ZipFile: zip('1') },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::123456789012:role/greet',
  });
}

async function allSettled(): Promise<void> {
  while (lambda.owed.length > 0) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('Invoke', () => {
  test('answers what the function answers, and which version ran', async () => {
    await createFunction();
    await call('PublishVersion', {});

    const answer = await call('Invoke', { FunctionName: `${arn}:1`, Payload: Buffer.from('{"a":1}') });

    expect(answer).toEqual({ StatusCode: 200, ExecutedVersion: '1', Payload: Buffer.from('"well"') });
    expect(invoked).toMatchObject([
      {
        payload: '{"a":1}',
        invokedFunctionArn: `${arn}:1`,
        configuration: { version: '1', timeoutSeconds: 3, memorySizeMegabytes: 128 },
      },
    ]);
  });

  test.each([
    ['a name', 'greet', arn],
    ['a name with a qualifier', 'greet:1', `${arn}:1`],
    ['a partial ARN', '123456789012:function:greet', arn],
    ['an ARN', arn, arn],
    ['a qualified ARN', `${arn}:live`, `${arn}:live`],
  ])('%s needs the right to invoke just that', (_what, name, resource) => {
    expect(lambda.service.operations['Invoke']!.permissions({ FunctionName: name })).toEqual([
      { action: 'lambda:InvokeFunction', resource },
    ]);
  });

  test.each([
    [{ FunctionName: 'unknown' }, /^ResourceNotFoundException: Function not found: .*:function:unknown$/],
    [{ Qualifier: '7' }, /^ResourceNotFoundException: Function not found: .*:greet:7$/],
    [{ Payload: Buffer.from('{') }, /^InvalidRequestContentException: Could not parse request body into json/],
    [{ Payload: Buffer.alloc(7 * 1024 * 1024) }, /^RequestTooLargeException/],
    [{ InvocationType: 'Later' }, /^InvalidParameterValueException/],
  ])('%j is refused as AWS does', async (input, message) => {
    await createFunction();

    expect(await refusal('Invoke', input)).toMatch(message);
  });

  test('reserved concurrency throttles what is beyond it', async () => {
    await createFunction();
    await call('PutFunctionConcurrency', { ReservedConcurrentExecutions: 1 });
    let finish: () => void = () => undefined;
    answerOf = () =>
      new Promise((resolve) => {
        finish = () => resolve({ payload: '1' });
      });

    const first = call('Invoke', {});
    expect(await refusal('Invoke', {})).toBe('TooManyRequestsException: Rate Exceeded.');
    finish();
    await first;
    answerOf = async () => ({ payload: '2' });
    expect(await call('Invoke', {})).toMatchObject({ StatusCode: 200 });
  });
});

describe('asynchronous invocations', () => {
  const event = { InvocationType: 'Event', Payload: '{"a":1}' };

  test('are accepted at once and run once where they succeed', async () => {
    await createFunction();

    expect(await call('Invoke', event)).toEqual({ StatusCode: 202 });
    await allSettled();

    expect(invoked.map(({ payload }) => payload)).toEqual(['{"a":1}']);
  });

  test('are attempted three times, a minute and two apart, then the failure destination is told as the function', async () => {
    await createFunction();
    await call('PutFunctionEventInvokeConfig', { DestinationConfig: { OnFailure: { Destination: destination } } });
    answerOf = async () => ({ payload: '{"errorType":"Oh"}', functionError: 'Unhandled' });

    await call('Invoke', event);
    await allSettled();

    expect(invoked).toHaveLength(3);
    expect(slept).toEqual([60, 120]);
    expect(sent).toMatchObject([
      { operation: 'SendMessage', caller: { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/greet' } },
    ]);
    expect(JSON.parse(String(sent[0]?.input['MessageBody']))).toMatchObject({
      version: '1.0',
      requestContext: { functionArn: `${arn}:$LATEST`, condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Oh' },
    });
  });

  test('that fail without a destination are reported, not lost in silence', async () => {
    await createFunction();
    await call('PutFunctionEventInvokeConfig', { MaximumRetryAttempts: 0 });
    answerOf = async () => ({ payload: '{"errorType":"Oh"}', functionError: 'Unhandled' });

    await call('Invoke', event);
    await allSettled();

    expect(invoked).toHaveLength(1);
    expect(reports).toEqual([`${arn} failed 1 times and has no failure destination: {"errorType":"Oh"}`]);
  });

  test('that a killed process owed are attempted by the next one', async () => {
    await createFunction();
    answerOf = () => new Promise(() => undefined);
    await call('Invoke', event);
    await new Promise((resolve) => setTimeout(resolve, 5));
    lambda.close();

    answerOf = async () => ({ payload: '1' });
    lambda = open();
    lambda.resume();
    await allSettled();

    expect(invoked.map(({ payload }) => payload)).toEqual(['{"a":1}', '{"a":1}']);
  });

  test('that are owed after the clock was set back by a day wait no longer than Lambda ever does', async () => {
    await createFunction();
    answerOf = () => new Promise(() => undefined);
    await call('Invoke', event);
    await new Promise((resolve) => setTimeout(resolve, 5));
    lambda.close();

    answerOf = async () => ({ payload: '1' });
    lambda = open(1_700_000_000_000 - 86_400_000);
    lambda.resume();
    await allSettled();

    expect(slept).toEqual([300]);
  });
});

describe('versions', () => {
  test('are published only where something changed, and stay what they were', async () => {
    await createFunction();
    const first = await call('PublishVersion', {});
    const again = await call('PublishVersion', {});
    await call('UpdateFunctionCode', { ZipFile: zip('2') });
    const second = await call('PublishVersion', {});

    expect([first['Version'], again['Version'], second['Version']]).toEqual(['1', '1', '2']);
    const kept = await call('GetFunctionConfiguration', { Qualifier: '1' });
    expect(kept['CodeSha256']).toBe(first['CodeSha256']);
    expect(kept['CodeSha256']).not.toBe(second['CodeSha256']);
  });

  test('an alias leads to its version', async () => {
    await createFunction();
    await call('PublishVersion', {});

    await call('CreateAlias', { Name: 'live', FunctionVersion: '1' });

    expect(await call('Invoke', { Qualifier: 'live' })).toMatchObject({ ExecutedVersion: '1' });
  });

  test('a role that Lambda may not assume is refused', async () => {
    const input = {
      Code: { ZipFile: zip('1') },
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::123456789012:role/other',
    };

    expect(await refusal('CreateFunction', input)).toMatch(/cannot be assumed by Lambda: because of its trust policy/);
  });

  test('what is not implemented locally is refused by name', async () => {
    expect(
      await refusal('CreateFunction', {
        Code: { ZipFile: zip('1') },
        Runtime: 'python3.13',
        Handler: 'a.b',
        Role: 'r',
      }),
    ).toMatch(/python3.13 is not implemented locally/);
    expect(await refusal('CreateFunction', { Code: { S3Bucket: 'b' }, Runtime: 'nodejs24.x' })).toMatch(
      /code in S3 or in an image is not implemented locally/,
    );
    expect(
      await refusal('CreateFunction', { Code: { ZipFile: Buffer.from('no zip') }, Runtime: 'nodejs24.x' }),
    ).toMatch(/Could not unzip uploaded file/);
  });
});
