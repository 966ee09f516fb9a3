import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { close as closeInspector, open as openInspector, Session } from 'node:inspector';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';
import { createLambdaHost, type FunctionConfiguration, unpackBundle } from '.';

const folder = mkdtempSync(join(tmpdir(), 'source-lines-'));
const cache = join(folder, '.cache', 'functions');
const host = createLambdaHost({
  region: 'eu-west-1',
  endpointUrl: 'http://127.0.0.1:9',
  credentialsFor: () => ({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' }),
  logFolder: join(folder, 'logs'),
  now: Date.now,
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** A function bundled as in the stacks, with its source map next to the path of its zip. */
function functionOf(name: string, source: string, timeoutSeconds = 5): FunctionConfiguration {
  const file = join(folder, 'functions', `${name}.ts`);
  mkdirSync(join(folder, 'functions'), { recursive: true });
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, source);
  const { outputFiles } = buildSync({
    entryPoints: { [name]: file },
    outdir: cache,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'external',
    write: false,
  });
  const contentsOf = (suffix: string) => outputFiles.find(({ path }) => path.endsWith(suffix))!.contents;
  const zip = zipSync({ 'index.js': contentsOf('.js') });
  const hash = createHash('sha256').update(zip).digest('hex').slice(0, 12);
  writeFileSync(join(cache, `${name}-${hash}.zip.map`), contentsOf('.js.map'));
  const bundle = unpackBundle(zip, { codeFolder: join(folder, 'code'), sourceMapFolder: cache });
  return {
    functionName: name,
    functionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${name}`,
    version: '1',
    codeFolder: bundle.folder,
    codeSha256: bundle.sha256Base64,
    handler: 'index.handler',
    runtime: 'nodejs20.x',
    roleArn: 'arn:aws:iam::123456789012:role/greet',
    memorySizeMegabytes: 128,
    timeoutSeconds,
    environment: {},
  };
}

async function invoke(configuration: FunctionConfiguration): Promise<{ readonly [name: string]: unknown }> {
  const { functionArn: invokedFunctionArn } = configuration;
  return JSON.parse((await host.invoke({ configuration, payload: '{}', invokedFunctionArn })).payload);
}

const failing = `
function readTotal(text: string): number {
  throw new TypeError('no total in ' + text);
}

export async function handler() {
  try {
    return { total: readTotal('$&') };
  } catch (error) {
    return { stack: (error as Error).stack };
  }
}`;

it('tells the lines of the sources in a stack, to the function itself too', async () => {
  const { stack } = await invoke(functionOf('total', failing));

  const lines = String(stack).split('\n');
  expect(lines[0]).toBe('TypeError: no total in $&');
  expect(lines[1]).toMatch(/^ {4}at .*functions\/total\.ts:3:9\)?$/);
  expect(lines[2]).toMatch(/^ {4}at .*functions\/total\.ts:8:21\)?$/);
});

it('tells them in the trace that an invocation answers with', async () => {
  const { trace } = await invoke(
    functionOf('gone', "export const handler = async () => {\n  throw new Error('gone');\n};"),
  );

  expect(trace).toEqual(expect.arrayContaining([expect.stringMatching(/functions\/gone\.ts:2:9/)]));
});

it('leaves places of the bundle where the map is gone', async () => {
  const configuration = functionOf('mapless', failing);
  rmSync(cache, { recursive: true });

  expect((await invoke(configuration))['stack']).toContain(`${configuration.codeFolder}/index.js:`);
});

it('lets a debugger see the sources and stop for longer than the timeout', async () => {
  const configuration = functionOf(
    'stopped',
    'export const handler = async () => {\n  debugger;\n  return 1;\n};',
    0.2,
  );
  const session = new Session();
  openInspector(0, '127.0.0.1');
  session.connect();
  try {
    const seen = new Set<string>();
    session.on('NodeWorker.attachedToWorker', ({ params: { sessionId } }) => {
      const post = (id: number, method: string): void =>
        session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method }) });
      post(1, 'Debugger.enable');
      post(2, 'Runtime.runIfWaitingForDebugger');
      session.on('NodeWorker.receivedMessageFromWorker', ({ params }) => {
        const { method, params: told } = JSON.parse(params.message);
        if (method === 'Debugger.scriptParsed' && told.sourceMapURL !== '') seen.add(told.sourceMapURL);
        if (method !== 'Debugger.paused') return;
        seen.add('paused');
        setTimeout(() => post(3, 'Debugger.resume'), 600);
      });
    });
    session.post('NodeWorker.enable', { waitForDebuggerOnStart: true });

    expect(await invoke(configuration)).toBe(1);
    expect([...seen]).toEqual(
      expect.arrayContaining([expect.stringContaining(`${pathToFileURL(cache).href}/stopped-`), 'paused']),
    );
  } finally {
    session.disconnect();
    closeInspector();
  }
});
