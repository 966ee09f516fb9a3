import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSocketPath } from './socket-path';

const long = join(tmpdir(), 'x'.repeat(110));

it('is in a new folder that only its owner can enter, until it is removed', () => {
  const [first, second] = [createSocketPath(), createSocketPath()];
  const folder = dirname(first.path);

  expect(folder).not.toBe(dirname(second.path));
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const localAccount of [first, second]) localAccount.remove();
  expect(existsSync(folder)).toBe(false);
});

it('takes the next folder where the first makes a path that no socket can have', () => {
  const parent = mkdtempSync(join(tmpdir(), 's'));

  const localAccount = createSocketPath([long, join(parent, 'missing'), parent]);

  expect(dirname(dirname(localAccount.path))).toBe(parent);
  localAccount.remove();
  rmSync(parent, { recursive: true });
});

it('names every folder that will not do, and what to set', () => {
  expect(() => createSocketPath([long, '/missing'])).toThrow(
    `the local DynamoDB needs a folder for its socket: in ${long} the path would have ${Buffer.byteLength(long) + 14} bytes (at most 103); in /missing no folder can be created (ENOENT); set TMPDIR to a short path`,
  );
});

it('is a named pipe of its own on Windows', () => {
  const localAccount = createSocketPath([], 'win32');

  expect(localAccount.path).toMatch(/^\\\\\.\\pipe\\asl-dynamodb-[0-9a-f-]{36}$/);
  localAccount.remove();
});

it('is removed when its process exits', () => {
  const file = require.resolve('./socket-path.ts');
  const script = `
    const { transformSync } = require('esbuild');
    const { readFileSync } = require('node:fs');
    const compile = (module, file) =>
      module._compile(transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs' }).code, file);
    require.extensions['.ts'] = compile;
    console.log(require(${JSON.stringify(file)}).createSocketPath().path);
    process.exit(3);
  `;
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 's')));
  const run = (): string =>
    execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env: { ...process.env, TMPDIR: parent } });
  let printed = '';
  try {
    run();
  } catch (error) {
    printed = (error as { readonly stdout: string }).stdout.trim();
  }

  expect(printed).toContain(parent);
  expect(existsSync(dirname(printed))).toBe(false);
  rmSync(parent, { recursive: true });
});
