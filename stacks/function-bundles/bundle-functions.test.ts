/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { bundleFunctions } from './bundle-functions';
import { loadingVariables } from './function-variables';

const project = resolve(__dirname, '..', '..');
const names = ['extract-text', 'process-invoice', 'validate-document'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundles-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A checkout with three small functions that share a file and a dependency. */
function smallCheckout(name = 'checkout'): string {
  const root = join(folder, name);
  for (const functionName of names) {
    const text = `import { shared } from '../shared/shared';\nexport const handler = async () => shared('${functionName}');\n`;
    write(root, `functions/${functionName}/index.ts`, text);
  }
  write(
    root,
    'functions/shared/shared.ts',
    "import { word } from 'dependency';\nexport const shared = (name: string): string => `${name} ${word}`;\n",
  );
  write(root, 'node_modules/dependency/package.json', '{"name": "dependency", "version": "1.0.0", "main": "index.js"}');
  write(root, 'node_modules/dependency/index.js', "exports.word = 'first';\n");
  write(root, 'package-lock.json', '{}');
  return root;
}

const bundle = (root: string, bundleAll = bundleFunctions) =>
  bundleAll({ root, functionsFolder: join(root, 'functions'), cacheFolder: join(root, '.cache/functions') });

/** Bundles with a fresh copy of the modules and an esbuild that must not be touched. */
function bundleWithoutEsbuild(root: string) {
  let bundles: ReturnType<typeof bundleFunctions> | undefined;
  jest.doMock('esbuild', () => {
    throw new Error('esbuild was loaded');
  });
  try {
    jest.isolateModules(() => {
      bundles = bundle(root, (require('./bundle-functions') as typeof import('./bundle-functions')).bundleFunctions);
    });
  } finally {
    jest.dontMock('esbuild');
  }
  return bundles;
}

describe('bundleFunctions', () => {
  it('makes a zip with one file for each function, by the contract with Lambda', async () => {
    const bundles = await bundle(smallCheckout());

    expect(Object.keys(bundles)).toEqual(names);
    for (const { zipPath, handler } of Object.values(bundles)) {
      expect(handler).toBe('index.handler');
      expect(Object.keys(unzipSync(readFileSync(zipPath)))).toEqual(['index.js']);
    }
  });

  it('takes every folder with an index.ts for a function', async () => {
    const root = smallCheckout();
    write(root, 'functions/count-words/index.ts', 'export const handler = async () => 1;\n');
    rmSync(join(root, 'functions/extract-text/index.ts'));

    expect(Object.keys(await bundle(root))).toEqual(['count-words', 'process-invoice', 'validate-document']);
  });

  it('serves unchanged sources from the cache without loading esbuild, whatever their times', async () => {
    const root = smallCheckout();
    const bundles = await bundle(root);
    utimesSync(join(root, 'functions/shared/shared.ts'), new Date(), new Date());

    await expect(bundleWithoutEsbuild(root)).resolves.toEqual(bundles);
  });

  it.each([
    ['a source', 'functions/shared/shared.ts', 'export const shared = (name: string) => name;\n'],
    ['a dependency', 'node_modules/dependency/index.js', "exports.word = 'second';\n"],
  ])('bundles again when %s changes, its time notwithstanding', async (_, path, text) => {
    const root = smallCheckout();
    const before = await bundle(root);
    const time = new Date(2000, 0, 1);
    utimesSync(join(root, path), time, time);
    write(root, path, text);
    utimesSync(join(root, path), time, time);

    expect((await bundle(root))['process-invoice']?.sha256Base64).not.toBe(before['process-invoice']?.sha256Base64);
  });

  it.each([
    ['the lock file changes', (root: string) => write(root, 'package-lock.json', '{"lockfileVersion": 3}')],
    ['a source file is added', (root: string) => write(root, 'functions/shared/shared.mts', 'export {};\n')],
    ['an input is gone', (root: string) => rmSync(join(root, 'functions/shared/shared.ts'))],
    ['the manifest is damaged', (root: string) => write(root, '.cache/functions/manifest.json', '{"settings":')],
  ])('does not trust the cache when %s', async (_, change) => {
    const root = smallCheckout();
    await bundle(root);
    change(root);

    await expect(bundleWithoutEsbuild(root)).rejects.toThrow('esbuild was loaded');
  });

  it('makes a damaged zip anew, and drops the ones it replaces', async () => {
    const root = smallCheckout();
    const { zipPath, sha256Base64 } = (await bundle(root))['extract-text']!;
    writeFileSync(zipPath, 'cut off');
    expect((await bundle(root))['extract-text']?.sha256Base64).toBe(sha256Base64);
    expect(readFileSync(zipPath).subarray(0, 2).toString()).toBe('PK');
    write(root, 'functions/extract-text/index.ts', 'export const handler = async () => 1;\n');

    await bundle(root);

    expect(readdirSync(join(root, '.cache/functions')).filter((name) => name.endsWith('.zip'))).toHaveLength(
      names.length,
    );
  });

  it.each([
    [
      'a source has a mistake',
      (root: string) => write(root, 'functions/extract-text/index.ts', 'export const handler = (;\n'),
      'functions/extract-text/index.ts:1:24: ERROR: Unexpected ";"',
    ],
    [
      'an import leads nowhere',
      (root: string) => write(root, 'functions/extract-text/index.ts', "import 'absent';\n"),
      'functions/extract-text/index.ts:1:7: ERROR: Could not resolve "absent"',
    ],
  ])('says where when %s', async (_, change, message) => {
    const root = smallCheckout();
    change(root);

    await expect(bundle(root)).rejects.toThrow(message);
  });
});

describe("the project's functions", () => {
  /** As in a checkout, in another folder and at another time. */
  function checkout(name: string): string {
    const root = join(folder, name);
    cpSync(join(project, 'functions'), join(root, 'functions'), { recursive: true });
    cpSync(join(project, 'package-lock.json'), join(root, 'package-lock.json'));
    symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
    return root;
  }

  it('give the same bytes in two folders, load on this Node, and name no folder', async () => {
    const [one, two] = [checkout('one'), checkout('deeper/down/two')];

    const [first, second] = [await bundle(one), await bundle(two)];

    for (const [name, { zipPath }] of Object.entries(first)) {
      const zip = readFileSync(zipPath);
      expect(readFileSync(second[name]!.zipPath).equals(zip)).toBe(true);
      const code = Buffer.from(unzipSync(zip)['index.js'] ?? []);
      write(folder, `loaded/${name}.js`, code.toString('utf8'));
      for (const text of [code.toString(), readFileSync(`${zipPath}.map`, 'utf8')]) {
        expect(text.includes(folder)).toBe(false);
        expect(text.includes(project)).toBe(false);
      }
    }
    const loaded = Object.keys(first);
    expect(handlersIn(join(folder, 'loaded'), loaded)).toEqual(loaded.map((name) => `${name} function`));
  });
});

/** Loads every bundle in a process of its own, with the variables of a stack. */
function handlersIn(loaded: string, functions: readonly string[]): string[] {
  const script = `for (const name of ${JSON.stringify(functions)}) console.log(name, typeof require(${JSON.stringify(loaded)} + '/' + name + '.js').handler);`;
  const env = {
    PATH: process.env['PATH'],
    AWS_REGION: 'eu-west-1',
    ...loadingVariables(join(project, 'functions')),
  };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n');
}
