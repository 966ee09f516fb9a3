import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkText } from '../../language/check';
import { watchCheck } from './watch-check';

const good = 'StartAt: A\nStates: { A: { Type: Succeed } }\n';

describe('watchCheck', () => {
  let folder: string;
  let end: (() => void) | undefined;
  let printed: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'watch-'));
    printed = [];
    writeFileSync(join(folder, 'a.asl.yaml'), good);
  });
  afterEach(() => {
    end?.();
    rmSync(folder, { recursive: true });
  });

  function watch(...paths: readonly string[]): void {
    end = watchCheck(paths, { checkText }, (text) => printed.push(text.replaceAll(`${folder}/`, '')));
    expect(printed.splice(0)).toEqual([expect.stringContaining('checked, no problems found; waiting for changes')]);
  }

  /** The next that is printed. */
  async function next(): Promise<string> {
    while (printed.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return printed.shift() as string;
  }

  it('prints what a save has changed, whichever way an editor saves', async () => {
    watch(folder);
    writeFileSync(join(folder, 'a.asl.yaml'), good.replace('StartAt: A', 'StartAt: B'));
    expect(await next()).toMatch(/^a\.asl\.yaml:1:10: error: .*1 definition checked: 1 error; waiting/s);

    writeFileSync(join(folder, 'a.tmp'), good);
    renameSync(join(folder, 'a.tmp'), join(folder, 'a.asl.yaml'));
    expect(await next()).toMatch(/^a\.asl\.yaml: no problems found any more\n1 definition checked, no problems found;/);

    writeFileSync(join(folder, 'b.asl.json'), '{,}');
    expect(await next()).toMatch(/^b\.asl\.json:1:2: error: /);

    rmSync(join(folder, 'b.asl.json'));
    expect(await next()).toMatch(/^b\.asl\.json: is gone\n/);
  });

  it('follows folders that are made, and prompts', async () => {
    watch(folder);
    mkdirSync(join(folder, 'prompts', 'a'), { recursive: true });
    writeFileSync(join(folder, 'prompts', 'a', 'x.v1.md'), 'Read');
    expect(await next()).toContain('[unused-prompt]');
    rmSync(join(folder, 'prompts', 'a', 'x.v1.md'));
    expect(await next()).toContain('no problems found any more');
  });

  it('watches one file by its name', async () => {
    watch(join(folder, 'a.asl.yaml'));
    writeFileSync(join(folder, 'b.asl.yaml'), 'StartAt: B\n');
    writeFileSync(join(folder, 'a.asl.yaml'), 'StartAt: B\n');
    expect(await next()).toMatch(/^a\.asl\.yaml:1:1: error: .*1 definition checked/s);
  });

  it('goes on after a state in which nothing can be checked', async () => {
    watch(folder);
    rmSync(join(folder, 'a.asl.yaml'));
    expect(await next()).toMatch(/^error: there is no definition in /);
    writeFileSync(join(folder, 'a.asl.yaml'), 'StartAt: B\n');
    expect(await next()).toMatch(/^a\.asl\.yaml:1:1: error: /);
  });
});
