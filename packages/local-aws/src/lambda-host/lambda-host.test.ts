import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { createLambdaHost, type FunctionConfiguration, type LambdaHost, unpackBundle } from '.';

let folder: string;
let host: LambdaHost;
let warnings: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-host-'));
  warnings = [];
  host = createLambdaHost({
    region: 'eu-west-1',
    endpointUrl: 'http://127.0.0.1:9',
    credentialsFor: (roleArn) => ({
      accessKeyId: `key of ${roleArn}`,
      secretAccessKey: 'secret',
      sessionToken: 'token',
    }),
    logFolder: join(folder, 'logs'),
    now: Date.now,
    patienceMilliseconds: 20,
    onWarning: (message) => warnings.push(message),
    nodeVersion: '22.9.0',
    refusesLog: (roleArn) => (roleArn.endsWith('/silent') ? 'because no policy allows it' : undefined),
  });
});

afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

function functionOf(source: string, changes: Partial<FunctionConfiguration> = {}): FunctionConfiguration {
  const bundle = unpackBundle(zipSync({ 'index.js': strToU8(source) }), { codeFolder: join(folder, 'code') });
  return {
    functionName: 'greet',
    functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:greet',
    version: '1',
    codeFolder: bundle.folder,
    codeSha256: bundle.sha256Base64,
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    roleArn: 'arn:aws:iam::123456789012:role/greet',
    memorySizeMegabytes: 128,
    timeoutSeconds: 5,
    environment: { GREETING: 'hello', NODE_OPTIONS: '--no-such-option' },
    ...changes,
  };
}

async function invoke(configuration: FunctionConfiguration, event: unknown = {}) {
  const invokedFunctionArn = `${configuration.functionArn}:1`;
  const answer = await host.invoke({ configuration, payload: JSON.stringify(event), invokedFunctionArn });
  return { ...answer, payload: JSON.parse(answer.payload) };
}

test('a function has its own environment, that of Lambda, and nothing of the computer', async () => {
  const configuration = functionOf('exports.handler = async () => process.env');

  const { payload } = await invoke(configuration);

  expect(payload).toMatchObject({
    GREETING: 'hello',
    AWS_REGION: 'eu-west-1',
    AWS_LAMBDA_FUNCTION_NAME: 'greet',
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'key of arn:aws:iam::123456789012:role/greet',
  });
  expect(payload._X_AMZN_TRACE_ID).toMatch(/^Root=1-/);
  expect(payload).not.toHaveProperty('HOME');
  expect(payload).not.toHaveProperty('NODE_OPTIONS');
});

test('a handler sees the event and the context of its invocation', async () => {
  const configuration = functionOf(
    'exports.handler = async (event, context) => ({ event, arn: context.invokedFunctionArn, left: context.getRemainingTimeInMillis() })',
  );

  const { payload } = await invoke(configuration, { name: 'Ada' });

  expect(payload.event).toEqual({ name: 'Ada' });
  expect(payload.arn).toBe('arn:aws:lambda:eu-west-1:123456789012:function:greet:1');
  expect(payload.left).toBeLessThanOrEqual(5000);
  expect(payload.left).toBeGreaterThan(3000);
});

test('a function that is deployed on a later Node.js than this one is reported, once', async () => {
  const source = 'exports.handler = async () => 1';

  await invoke(functionOf(source, { runtime: 'nodejs22.x' }));
  await invoke(functionOf(source, { runtime: 'nodejs20.x' }));
  expect(warnings).toEqual([]);

  await invoke(functionOf(source, { runtime: 'nodejs24.x' }));
  await invoke(functionOf(source, { runtime: 'nodejs24.x', functionName: 'another' }));
  expect(warnings).toEqual([
    'functions run here on Node.js 22 and on AWS on Node.js 24: use Node.js 24 to see how they behave there',
  ]);
});

test('a worker is kept warm and used again', async () => {
  const configuration = functionOf('let calls = 0; exports.handler = async () => ++calls');

  await invoke(configuration);

  expect((await invoke(configuration)).payload).toBe(2);
});

test('a handler that returns nothing answers null, one with a callback what it calls back', async () => {
  expect((await invoke(functionOf('exports.handler = async () => {}'))).payload).toBeNull();
  expect((await invoke(functionOf('exports.handler = (e, c, done) => done(null, 7)'))).payload).toBe(7);
});

test('a thrown error is answered by its name', async () => {
  const source = 'exports.handler = async () => { const e = new Error("no text"); e.name = "EmptyDocument"; throw e }';

  const { payload, functionError } = await invoke(functionOf(source));

  expect(functionError).toBe('Unhandled');
  expect(payload).toMatchObject({
    errorType: 'EmptyDocument',
    errorMessage: 'no text',
    trace: expect.arrayContaining(['EmptyDocument: no text']),
  });
});

test('a function that outlives its timeout is ended, and the next invocation starts afresh', async () => {
  const source = 'exports.handler = async (e) => { if (e.hang) for (;;); return "well" }';
  const configuration = functionOf(source, { timeoutSeconds: 1 });

  const { payload, requestId } = await invoke(configuration, { hang: true });

  expect(payload).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
  });
  expect((await invoke(configuration)).payload).toBe('well');
});

test('a function that needs more than its memory ends as a runtime that was killed', async () => {
  const source =
    'exports.handler = async () => { const all = []; for (;;) all.push(new Array(100000).fill("x" + all.length)) }';

  const { payload } = await invoke(functionOf(source, { memorySizeMegabytes: 32, timeoutSeconds: 30 }));

  expect(payload).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/signal: killed$/),
  });
});

test('a function that ends its process is answered by the exit status', async () => {
  const { payload } = await invoke(functionOf('exports.handler = async () => process.exit(3)'));

  expect(payload).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/exit status 3$/),
  });
});

test.each([
  ['imports what is not in it', 'require("left-out")', 'Runtime.ImportModuleError', /Cannot find module 'left-out'/],
  ['has no handler', 'exports.other = 1', 'Runtime.HandlerNotFound', /index.handler is undefined or not exported/],
  ['is not JavaScript', 'exports.handler = (', 'Runtime.UserCodeSyntaxError', /SyntaxError/],
])('a bundle that %s fails by name', async (_what, source, errorType, errorMessage) => {
  const { payload } = await invoke(functionOf(source));

  expect(payload).toMatchObject({ errorType, errorMessage: expect.stringMatching(errorMessage) });
});

test('a handler file that is absent fails by name', async () => {
  const { payload } = await invoke(functionOf('exports.handler = 1', { handler: 'main.handler' }));

  expect(payload).toMatchObject({
    errorType: 'Runtime.ImportModuleError',
    errorMessage: "Error: Cannot find module 'main'",
  });
});

test('invocations beyond the comfortable number of workers still all run, even where they wait for one another', async () => {
  const configuration = functionOf(
    'exports.handler = (e) => new Promise((r) => setTimeout(r, e.milliseconds, e.milliseconds))',
  );

  const answers = await Promise.all(
    [300, 301, 302, 303, 304].map((milliseconds) => invoke(configuration, { milliseconds })),
  );

  expect(answers.map((answer) => answer.payload)).toEqual([300, 301, 302, 303, 304]);
});

test('what a function prints is in its log between START and END, also right before its answer', async () => {
  await invoke(functionOf('exports.handler = async () => { console.log("seen") }'));
  await host.close();

  const log = readFileSync(join(folder, 'logs', 'greet.log'), 'utf8');

  expect(log).toMatch(/^START RequestId: .* Version: 1\nseen\nEND RequestId: .*\nREPORT RequestId: /);
});

test('an entry that would leave the folder is refused', () => {
  const zip = zipSync({ '../escape.js': strToU8('') });

  expect(() => unpackBundle(zip, { codeFolder: join(folder, 'code') })).toThrow(
    'the zip has an entry outside its folder: ../escape.js',
  );
});

test('a role that may not write the log is reported once; the function runs, and the local log has what it prints', async () => {
  const source = "exports.handler = async () => { console.log('printed'); return 1; }";
  const silent = { runtime: 'nodejs22.x', roleArn: 'arn:aws:iam::123456789012:role/silent' };

  await invoke(functionOf(source, silent));
  const answer = await invoke(functionOf(source, { ...silent, version: '2' }));

  expect(answer.payload).toBe(1);
  expect(warnings).toEqual(['AWS would lose the log of greet: because no policy allows it']);
  await host.close();
  expect(readFileSync(join(folder, 'logs', 'greet.log'), 'utf8')).toContain('printed');
});
