import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { bundleApp } = require('./app-bundle.js') as { readonly bundleApp: (root: string) => Promise<string> };
const { runCompiled } = require('./compiled-script.js') as {
  readonly runCompiled: (file: string, as: string) => void;
};

const root = realpathSync(mkdtempSync(join(tmpdir(), 'app-bundle-')));
const reported: string[] = [];
Object.assign(globalThis, { report: (text: string) => reported.push(text) });

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

beforeAll(() => {
  write('package-lock.json', '{}');
  write('main.ts', `import './stacks/stack';\n`);
  write('stacks/stack.ts', `declare const report: (text: string) => void;\nreport(__dirname);\n`);
  write('functions/f/index.ts', 'export const handler = 1;\n');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('bundleApp', () => {
  it('bundles main.ts, whose sources see their own folders', async () => {
    const folder = await bundleApp(root);
    expect(readdirSync(folder).sort()).toEqual(['main.js', 'main.js.map']);
    runCompiled(join(folder, 'main.js'), join(root, 'main.ts'));
    expect(reported).toEqual([join(root, 'stacks')]);
  });

  it('returns the same bundle when a file changes that is not in it', async () => {
    const before = await bundleApp(root);
    write('functions/f/index.ts', 'export const handler = 2;\n');
    expect(await bundleApp(root)).toBe(before);
  });

  it.each(['stacks/stack.ts', 'package-lock.json', 'stacks/new.ts'])(
    'replaces the bundle when %s changes or is new',
    async (file) => {
      const before = await bundleApp(root);
      write(file, 'null');
      const after = await bundleApp(root);
      expect(after).not.toBe(before);
      expect([before, after].map((each) => existsSync(each))).toEqual([false, true]);
    },
  );

  it('rejects a source outside of the folders that a synthesis reads', async () => {
    write('main.ts', `import './elsewhere/a';\n`);
    write('elsewhere/a.ts', 'export {};\n');
    await expect(bundleApp(root)).rejects.toThrow('elsewhere/a.ts is not among the folders');
  });

  it("rejects with esbuild's message of a mistake", async () => {
    write('main.ts', 'const = 1;\n');
    await expect(bundleApp(root)).rejects.toThrow(/main\.ts:1:6: ERROR: /);
  });
});
