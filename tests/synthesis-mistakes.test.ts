import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionNames } from '../stacks/function-bundles';
import { synthesisedStacks } from './synthesised-stacks/synthesise';

const root = join(__dirname, '..');
const checkout = mkdtempSync(join(tmpdir(), 'synthesis-mistakes-'));
const parts = ['main.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
const bundles = join('.cache', 'functions');
const folders = ['packages/asl', 'definitions', 'environments', 'functions', 'stacks'];

jest.setTimeout(120_000);

beforeAll(() => {
  // What is bundled of unchanged functions is taken from it.
  synthesisedStacks();
  for (const path of [...parts, ...folders]) cpSync(join(root, path), join(checkout, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'junction');
});
afterAll(() => rmSync(checkout, { recursive: true }));

/** Runs main.ts of the copy with one change in it, and undoes the change. */
function synthesiseWith(path: string, change: (file: string) => void) {
  const file = join(checkout, path);
  cpSync(join(root, bundles), join(checkout, bundles), { recursive: true });
  change(file);
  const env = { ...process.env, CDKTF_OUTDIR: join(checkout, 'cdktf.out'), NODE_OPTIONS: '' };
  const { status, stderr } = spawnSync(process.execPath, ['stacks/synthesise.js'], {
    cwd: checkout,
    encoding: 'utf8',
    env,
  });
  rmSync(file, { recursive: true, force: true });
  cpSync(join(root, path), file, { recursive: true });
  return { status, stderr };
}

const remove = (file: string): void => rmSync(file, { recursive: true });
const write = (text: string) => (file: string) => writeFileSync(file, text);
const replace = (from: string, to: string) => (file: string) =>
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));

/** Changes one function; the others are so small that bundling them costs nothing. */
const amongSmallFunctions = (change: (file: string) => void, path: string) => (folder: string) => {
  for (const name of functionNames(folder))
    writeFileSync(join(folder, name, 'index.ts'), 'export const handler = 1;\n');
  change(join(folder, path));
};

it.each<[string, string, (file: string) => void, string]>([
  [
    'a mistake in the source of a function',
    'functions',
    amongSmallFunctions(write('export const handler = (;\n'), 'extract-text/index.ts'),
    'error: the functions do not bundle:\nBuild failed with 1 error:\nfunctions/extract-text/index.ts:1:24: ERROR: Unexpected ";"\n',
  ],
  [
    'a function without a folder',
    'functions',
    amongSmallFunctions(remove, 'extract-text'),
    'error: there is no function `extract-text`: functions/extract-text/index.ts is missing\n',
  ],
  [
    'a definition without a file',
    'definitions/agent-pipeline.asl.yaml',
    remove,
    'error: there is no definition definitions/agent-pipeline.asl.yaml\n',
  ],
  ['no definitions at all', 'definitions', remove, `error: definitions is missing in ${checkout}\n`],
  [
    'an environment that cannot have its name',
    'environments/dev.yaml',
    (file) => appendFileSync(join(file, '..', 'A.yaml'), ''),
    "error: environments/A.yaml: an environment's name is a part of bucket names, so it must match /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/\n",
  ],
  [
    'a mistake in a definition',
    'definitions/agent-pipeline.asl.yaml',
    replace('StartAt: ', 'StartAt: Not'),
    'definitions/agent-pipeline.asl.yaml:',
  ],
  [
    'what a definition changes about its locked role',
    'definitions/classify-text.role.yaml',
    replace('bedrock:InvokeModel', 'bedrock:ApplyGuardrail'),
    [
      'error: definitions/classify-text.role.yaml: the role of definitions/classify-text.asl.yaml differs from its lock',
      '  gains bedrock:InvokeModel on ${ModelId}, because ClassifyText calls aws-sdk:bedrockruntime:converse (and 1 more)',
      '  loses bedrock:ApplyGuardrail on ${ModelId}',
      '  = help: if the change is wanted, renew the lock: asl iam classify-text --lock --update',
      '',
    ].join('\n'),
  ],
])('synthesis prints %s plainly, with status 1', (_what, path, change, message) => {
  const { status, stderr } = synthesiseWith(path, change);
  rmSync(join(checkout, 'environments', 'A.yaml'), { force: true });

  expect(stderr.slice(0, message.length)).toBe(message);
  expect(stderr).not.toMatch(/^ +at |defect/m);
  expect(status).toBe(1);
});

it('synthesis keeps the stack of any other error, with status 1', () => {
  const { status, stderr } = synthesiseWith(
    'main.ts',
    replace('app.synth();', `app.synth();\n  throw new RangeError('boom');`),
  );

  expect(stderr).toMatch(/^error: RangeError: boom\n +at .*main\.ts:\d+:\d+.*\n(?: +at .*\n)*this is a defect/);
  expect(status).toBe(1);
});
