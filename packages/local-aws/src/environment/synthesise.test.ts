import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotRunError } from './cannot-run-error';
import { startSynthesis } from './synthesise';

const root = mkdtempSync(join(tmpdir(), 'synthesis-'));
afterAll(() => rmSync(root, { recursive: true }));

function projectOf(script: string) {
  const appCommand = `"${process.execPath}" -e "${script}"`;
  return { root, appCommand, stacksFolder: join(root, 'stacks') };
}

/** Blocks this process, as loading modules does, until a file exists. */
function blockUntil(file: string): void {
  const lock = new Int32Array(new SharedArrayBuffer(4));
  for (let waits = 0; !existsSync(file); waits += 1) {
    if (waits > 6_000) throw new Error(`${file} was not written`);
    Atomics.wait(lock, 0, 0, 10);
  }
}

describe('a synthesis', () => {
  it('runs while this process loads modules', async () => {
    const synthesis = startSynthesis(projectOf("fs.writeFileSync('synthesised', '')"));

    blockUntil(join(root, 'synthesised'));

    await expect(synthesis.finish()).resolves.toBeUndefined();
  });

  it('that fails is reported with what the command printed, when it is awaited', async () => {
    const synthesis = startSynthesis(projectOf("console.error('no account'); process.exitCode = 3"));

    await expect(synthesis.finish()).rejects.toThrow(CannotRunError);
    await expect(synthesis.finish()).rejects.toThrow(/the app cannot be synthesised .*\nno account/);
  });

  it.each([
    ['it is stopped', (stop: () => void, _abort: () => void) => stop(), 'the app cannot be synthesised'],
    ['the run is interrupted', (_stop: () => void, abort: () => void) => abort(), 'interrupted'],
  ])('ends when %s', async (_what, end, message) => {
    const ending = new AbortController();
    const synthesis = startSynthesis(projectOf("fs.writeFileSync('started', ''); setInterval(() => 0, 1e6)"));
    blockUntil(join(root, 'started'));
    rmSync(join(root, 'started'));
    const finished = synthesis.finish(ending.signal);

    end(synthesis.stop, () => ending.abort(new Error('interrupted')));

    // It is over when nothing of it can write any more, neither the shell nor what the shell runs.
    await expect(finished).rejects.toThrow(message);
  });
});
