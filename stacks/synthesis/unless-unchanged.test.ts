import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unlessUnchanged } from './unless-unchanged';

const root = mkdtempSync(join(tmpdir(), 'unchanged-'));
const output = join(root, 'cdktf.out');
let syntheses = 0;
let warned: readonly string[] = [];

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

async function run(): Promise<number> {
  const before = syntheses;
  warned = await unlessUnchanged(root, output, async () => {
    syntheses += 1;
    write('cdktf.out/manifest.json', '{}');
    write('cdktf.out/stacks/dev/cdk.tf.json', '{}');
    write('cdktf.out/stacks/dev/assets/validate-document.zip', 'code');
    return [`warning ${syntheses}`];
  });
  return syntheses - before;
}

beforeEach(() => {
  for (const file of [
    'main.ts',
    'package-lock.json',
    'packages/asl/src/language/a.ts',
    'definitions/d.yaml',
    'environments/dev.yaml',
    'functions/f/index.ts',
    'stacks/s.ts',
  ]) {
    write(file, file);
  }
  rmSync(output, { recursive: true, force: true });
  return run();
});
afterAll(() => rmSync(root, { recursive: true }));

describe('unlessUnchanged', () => {
  it('does nothing the second time, whatever the times of the files', async () => {
    utimesSync(join(root, 'packages/asl/src/language/a.ts'), 0, 0);
    expect(await run()).toBe(0);
  });

  it.each([
    'main.ts',
    'package-lock.json',
    'packages/asl/src/language/a.ts',
    'definitions/d.yaml',
    'environments/prod.yaml',
    'functions/f/index.ts',
    'stacks/s.ts',
  ])('synthesises again when %s has changed or is new, then rests', async (file) => {
    write(file, 'something else');
    expect([await run(), await run()]).toEqual([1, 0]);
    rmSync(join(root, 'environments/prod.yaml'), { force: true });
  });

  it.each(['manifest.json', 'stacks/dev/cdk.tf.json', 'stacks/dev/assets/validate-document.zip'])(
    'synthesises again when somebody has touched %s',
    async (file) => {
      write(join('cdktf.out', file), 'edited by hand');
      expect([await run(), await run()]).toEqual([1, 0]);
      rmSync(join(output, file));
      expect(await run()).toBe(1);
    },
  );

  it('returns the warnings of the synthesis that the output is from', async () => {
    const before = `warning ${syntheses}`;
    await run();
    expect(warned).toEqual([before]);
    write('main.ts', 'a change');
    await run();
    expect(warned).toEqual([`warning ${syntheses}`]);
    expect(warned).not.toEqual([before]);
  });

  it('passes over tests', async () => {
    write('packages/asl/src/language/a.test.ts', 'a new test');
    expect(await run()).toBe(0);
  });

  it('does not take a synthesis that failed for one that was done', async () => {
    write('packages/asl/src/language/a.ts', 'a mistake');
    const fail = () =>
      unlessUnchanged(root, output, async () => {
        throw new Error('a mistake');
      });
    await expect(fail()).rejects.toThrow('a mistake');
    expect(await run()).toBe(1);
  });
});
