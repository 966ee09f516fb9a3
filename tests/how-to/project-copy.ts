import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** A copy of the project in which a page is followed. */
export interface ProjectCopy {
  readonly folder: string;
  /** Digest of each file that belongs to the project, by its path. */
  files(): ReadonlyMap<string, string>;
  remove(): void;
}

const root = join(__dirname, '..', '..');
/** What is not the project's own. */
const left = ['node_modules', '.git', '.cache', '.local', 'cdktf.out', 'coverage'];
/** Bundles and checked definitions are kept by their contents: the copy need not make them again. */
const caches = ['functions', 'definitions'];

/** Makes one, with the packages of this checkout. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'how-to-'));
  for (const name of readdirSync(root)) {
    if (!left.includes(name)) cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const cache of caches.filter((name) => existsSync(join(root, '.cache', name))))
    cpSync(join(root, '.cache', cache), join(folder, '.cache', cache), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    files: () => digests(folder, folder),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function digests(folder: string, top: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => folder !== top || !left.includes(name),
  );
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return [...digests(path, top)];
      return [[relative(top, path), createHash('sha256').update(readFileSync(path)).digest('hex')]];
    }),
  );
}
