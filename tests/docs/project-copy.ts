import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

/** Digest of each file that belongs to the project, by its path. */
export type ProjectFiles = ReadonlyMap<string, string>;

/** A copy of the project in which pages are followed, one after the other. */
export interface ProjectCopy {
  readonly folder: string;
  files(): ProjectFiles;
  /** Makes it a copy of the project again. */
  reset(): void;
  remove(): void;
}

const root = join(__dirname, '..', '..');
/** The scope of the workspaces: npm links each to its folder. */
const workspaceScope = '@document-pipelines';
/** What is not the project's own. */
const left = ['node_modules', '.git', '.cache', '.local', 'cdktf.out', 'coverage'];

/** Creates a copy that uses the packages of this checkout. */
export function copyProject(): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  for (const name of readdirSync(root)) {
    if (!left.includes(name)) cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  linkModules(folder);
  const files = () => digests(folder, folder);
  const original = files();
  return {
    folder,
    files,
    reset: () => {
      for (const file of changedFiles(original, files())) {
        if (existsSync(join(root, file))) cpSync(join(root, file), join(folder, file));
        else rmSync(join(folder, file));
      }
      rmSync(join(folder, '.local'), { recursive: true, force: true });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Links the packages of this checkout, except the workspaces, which are the copy's own. */
function linkModules(folder: string): void {
  const modules = join(root, 'node_modules');
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(modules)) {
    if (name !== workspaceScope) symlinkSync(join(modules, name), join(folder, 'node_modules', name));
  }
  cpSync(join(modules, workspaceScope), join(folder, 'node_modules', workspaceScope), {
    recursive: true,
    verbatimSymlinks: true,
  });
}

/** The files that are new or differ, in alphabetical order. */
export function changedFiles(before: ProjectFiles, after: ProjectFiles): string[] {
  return [...after.keys()].filter((file) => after.get(file) !== before.get(file)).sort();
}

function digests(folder: string, top: string): ProjectFiles {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(
    // What is built of a package's sources is not its own.
    ({ name }) => name !== 'dist' && (folder !== top || !left.includes(name)),
  );
  return new Map(
    entries.flatMap((entry): [string, string][] => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return [...digests(path, top)];
      return [[relative(top, path), createHash('sha256').update(readFileSync(path)).digest('hex')]];
    }),
  );
}
