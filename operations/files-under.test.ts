import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesUnder } from './files-under';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-under-'));
  mkdirSync(join(folder, 'more'));
  for (const name of ['a.pdf', 'more/b.pdf', '.hidden']) writeFileSync(join(folder, name), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

const both = () => [
  { path: join(folder, 'a.pdf'), name: 'a.pdf' },
  { path: join(folder, 'more', 'b.pdf'), name: 'more/b.pdf' },
];

it('finds files in folders, in the order of their names, hidden ones left out', () => {
  expect(filesUnder(folder)).toEqual({ files: both(), skipped: [] });
});

it('follows a link to a file', () => {
  symlinkSync('a.pdf', join(folder, 'c.pdf'));

  expect(filesUnder(folder).files.map(({ name }) => name)).toEqual(['a.pdf', 'c.pdf', 'more/b.pdf']);
});

it.each([
  ['a link to nothing', 'it is a link to nothing', (path: string) => symlinkSync('none', path)],
  ['a link to itself', 'its links lead in a circle', (path: string) => symlinkSync(path, path)],
  ['a link to a folder', 'it is a link to a folder: name that folder itself', (path: string) => symlinkSync('.', path)],
  ['a pipe', 'it is neither a file nor a folder', (path: string) => execFileSync('mkfifo', [path])],
  ['a link to a device', 'it is a link to what is no file', (path: string) => symlinkSync('/dev/null', path)],
])('goes on past %s', (_what, reason, make) => {
  const path = join(folder, 'odd');
  make(path);

  expect(filesUnder(folder)).toEqual({ files: both(), skipped: [{ path, reason }] });
});

it('goes on past a name that is not UTF-8', () => {
  const name = Buffer.from([0x66, 0xfc, 0x72]);
  try {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), 'x');
  } catch {
    return; // Some file systems reject this name.
  }

  expect(filesUnder(folder)).toEqual({
    files: both(),
    skipped: [{ path: join(folder, 'f\uFFFDr'), reason: 'its name is not UTF-8: rename it' }],
  });
});

it('goes on past a path that no key has room for', () => {
  const deep = Array.from({ length: 5 }, () => 'x'.repeat(200));
  mkdirSync(join(folder, ...deep), { recursive: true });
  writeFileSync(join(folder, ...deep, 'c.pdf'), 'x');

  expect(filesUnder(folder)).toEqual({
    files: both(),
    skipped: [{ path: join(folder, ...deep, 'c.pdf'), reason: 'its path is longer than 960 bytes' }],
  });
});

it('goes on past what may not be read', () => {
  // root can read every file.
  if (process.getuid?.() === 0) return;
  chmodSync(join(folder, 'a.pdf'), 0);
  chmodSync(join(folder, 'more'), 0);
  const skipped = ['a.pdf', 'more'].map((name) => ({ path: join(folder, name), reason: 'it may not be read' }));

  expect(filesUnder(folder)).toEqual({ files: [], skipped });
  chmodSync(join(folder, 'more'), 0o700);
});

it('throws where the folder itself cannot be read', () => {
  expect(() => filesUnder(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
