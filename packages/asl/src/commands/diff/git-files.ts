import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { DiagnosticsError, UserError } from '../../language/diagnostics';
import { type ComparedVersion, versionInFile } from './compared-version';

const mostBytes = 256 * 1024 * 1024;

/** A file of a commit. */
export interface CommittedFile {
  /** As it was named. */
  readonly commit: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
}

/** Returns `COMMIT:FILE` as its parts; a path that begins with `./` is one from the current folder. */
export function committedFile(spec: string): CommittedFile | undefined {
  const [, commit, path] = /^([^:]{2,}):(.+)$/s.exec(spec) ?? [];
  if (commit === undefined || path === undefined) return undefined;
  return { commit, path: /^\.{1,2}\//.test(path) ? pathInRepository(path) : posix.normalize(path) };
}

/** Returns the path of a file from the root of the repository. Throws UserError if it is not in one. */
export function pathInRepository(file: string): string {
  const prefix = git(['rev-parse', '--show-prefix']).toString('utf8').trim();
  const path = relative(process.cwd(), resolve(file)).split(sep).join('/');
  const whole = posix.normalize(posix.join(prefix, path));
  if (whole.startsWith('..')) throw new UserError(`${file} is not in this repository`);
  return whole;
}

/** Copies of committed files, in a folder of their own that `remove` deletes. */
export class CommittedFiles {
  private readonly folder = mkdtempSync(join(tmpdir(), 'asl-diff-'));
  private count = 0;

  /**
   * Returns a version with what it reads: prompts, cases, the settings above it. Undefined if the commit does not have the file. Throws
   * UserError for an unknown commit.
   */
  version({ commit, path }: CommittedFile): ComparedVersion | undefined {
    const hash = commitHash(commit);
    const names = filesFor(hash, path);
    if (!names.includes(path)) return undefined;
    this.count += 1;
    const root = join(this.folder, String(this.count));
    for (const [name, bytes] of contents(hash, names)) {
      const file = join(root, ...name.split('/'));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    try {
      return versionInFile(join(root, ...path.split('/')), `${commit}:${path}`);
    } catch (error) {
      throw withLabels(error, { root, commit });
    }
  }

  /** Deletes the copies. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Names files as they are in the commit, not where their copies are. */
function withLabels(error: unknown, { root, commit }: { root: string; commit: string }): unknown {
  if (!(error instanceof DiagnosticsError)) return error;
  const named = (text: string) => text.replaceAll(`${root}${sep}`, `${commit}:`);
  return new UserError(`${commit}: the definition cannot be compared`, { details: error.lines.map(named) });
}

function commitHash(commit: string): string {
  const found = tryGit(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`]);
  if (found === undefined) throw new UserError(`there is no commit \`${commit}\` in this repository`);
  return found.toString('utf8').trim();
}

/** The definition, its neighbours (cases and what they name), all prompts, and settings up to the root. */
function filesFor(hash: string, path: string): string[] {
  const folder = posix.dirname(path);
  const below = (name: string) => (folder === '.' ? name : `${folder}/${name}`);
  const folders = folder === '.' ? [] : folder.split('/').map((_, index, all) => all.slice(0, index).join('/'));
  const settings = folders.map((each) => posix.join(each, 'asl.config.yaml'));
  const listed = list(hash, folder === '.' ? [] : [`${folder}/`]);
  const stem = basename(path).replace(/\.asl\.\w+$/, '');
  const isNeighbour = (name: string) => name === path || (/\.(ya?ml|json)$/.test(name) && !name.endsWith('.asl.yaml'));
  const neighbours = listed.filter((name) => isNeighbour(name) || basename(name).startsWith(`${stem}.`));
  return [...neighbours, ...list(hash, [below('prompts/')], true), ...list(hash, settings)];
}

/** Regular files; without `isDeep`, those directly in the folders. */
function list(hash: string, paths: readonly string[], isDeep = false): string[] {
  if (paths.length === 0 && isDeep) return [];
  const args = ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', ...(isDeep ? ['-r'] : []), hash, '--', ...paths];
  const entries = git(args).toString('utf8').split('\0');
  const names = entries.flatMap((entry) => /^100\d+ blob \w+\t(.*)$/s.exec(entry)?.[1] ?? []);
  // Git does not write such names, but a tree that another program has written may have them.
  return names.filter((name) => !name.includes('\\') && !name.split('/').includes('..'));
}

function contents(hash: string, names: readonly string[]): [string, Buffer][] {
  return names.map((name) => [name, git(['cat-file', 'blob', `${hash}:${name}`])]);
}

function git(args: readonly string[]): Buffer {
  const result = spawnSync('git', args, { maxBuffer: mostBytes, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' } });
  if (result.error !== undefined)
    throw new UserError('git cannot be run: it is needed to read commits', { cause: result.error });
  if (result.status === 0) return result.stdout;
  const details = result.stderr.toString('utf8').trimEnd().split('\n');
  throw new UserError(`git ${args[0] ?? ''} failed`, { details });
}

function tryGit(args: readonly string[]): Buffer | undefined {
  try {
    return git(args);
  } catch (error) {
    // Only a missing git has a cause.
    if (error instanceof UserError && error.cause === undefined) return undefined;
    throw error;
  }
}
