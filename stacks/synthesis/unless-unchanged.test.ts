import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unlessUnchanged } from './unless-unchanged';

const root = mkdtempSync(join(tmpdir(), 'unchanged-'));
const output = join(root, 'cdktf.out');
let syntheses = 0;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function run(): number {
  const before = syntheses;
  unlessUnchanged(root, output, () => {
    syntheses += 1;
    write('cdktf.out/manifest.json', '{}');
    write('cdktf.out/stacks/dev/cdk.tf.json', '{}');
    write('cdktf.out/stacks/dev/assets/validate-document.zip', 'code');
  });
  return syntheses - before;
}

beforeEach(() => {
  for (const file of [
    'main.ts',
    'package-lock.json',
    'asl/a.ts',
    'definitions/d.yaml',
    'environments/dev.yaml',
    'functions/f/index.ts',
    'stacks/s.ts',
  ]) {
    write(file, file);
  }
  rmSync(output, { recursive: true, force: true });
  run();
});
afterAll(() => rmSync(root, { recursive: true }));

describe('unlessUnchanged', () => {
  it('does nothing the second time, whatever the times of the files', () => {
    utimesSync(join(root, 'asl/a.ts'), 0, 0);
    expect(run()).toBe(0);
  });

  it.each([
    'main.ts',
    'package-lock.json',
    'asl/a.ts',
    'definitions/d.yaml',
    'environments/prod.yaml',
    'functions/f/index.ts',
    'stacks/s.ts',
  ])('synthesises again when %s has changed or is new, then rests', (file) => {
    write(file, 'something else');
    expect([run(), run()]).toEqual([1, 0]);
    rmSync(join(root, 'environments/prod.yaml'), { force: true });
  });

  it.each(['manifest.json', 'stacks/dev/cdk.tf.json', 'stacks/dev/assets/validate-document.zip'])(
    'synthesises again when somebody has touched %s',
    (file) => {
      write(join('cdktf.out', file), 'edited by hand');
      expect([run(), run()]).toEqual([1, 0]);
      rmSync(join(output, file));
      expect(run()).toBe(1);
    },
  );

  it('passes over tests', () => {
    write('asl/a.test.ts', 'a new test');
    expect(run()).toBe(0);
  });

  it('does not take a synthesis that failed for one that was done', () => {
    write('asl/a.ts', 'a mistake');
    const fail = () =>
      unlessUnchanged(root, output, () => {
        throw new Error('a mistake');
      });
    expect(fail).toThrow('a mistake');
    expect(run()).toBe(1);
  });
});
