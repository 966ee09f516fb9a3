import { accessSync, constants, type Dirent, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { errorCode } from '@document-pipelines/local-aws';

/** A file, and its path below the folder that was searched, with `/`. */
export interface FoundFile {
  readonly path: string;
  readonly name: string;
}

/** An entry of a folder that cannot be used, and why. */
export interface SkippedEntry {
  readonly path: string;
  readonly reason: string;
}

/** Content of a folder. */
export interface FolderContent {
  readonly files: readonly FoundFile[];
  readonly skipped: readonly SkippedEntry[];
}

/** Bytes of a name: an object's key has at most 1,024, and its prefix needs some of them. */
const maxNameBytes = 1024 - 64;

/**
 * The files of a folder and of the folders in it, in the order of their names. Hidden entries are left out; links to files are
 * followed. One that cannot be read does not stop the others: it is in `skipped`. Throws the file system's error if the folder itself
 * cannot be read.
 */
export function filesUnder(folder: string): FolderContent {
  const files: FoundFile[] = [];
  const skipped: SkippedEntry[] = [];
  const search = (entries: readonly Dirent[], inside: string): void => {
    for (const entry of entries) {
      const path = join(inside, entry.name);
      const problem = problemWith(path, entry, relative(folder, path));
      if (problem !== undefined) skipped.push({ path, reason: problem });
      else if (entry.isDirectory()) searchFolder(path);
      else files.push({ path, name: relative(folder, path).split(sep).join('/') });
    }
  };
  const searchFolder = (path: string): void => {
    try {
      search(entriesOf(path), path);
    } catch (error) {
      skipped.push({ path, reason: reasonOf(error) });
    }
  };
  search(entriesOf(folder), folder);
  return { files, skipped };
}

/** Formats skipped entries as lines of text; an empty array without skipped entries. */
export function skippedLines(skipped: readonly SkippedEntry[]): readonly string[] {
  if (skipped.length === 0) return [];
  return [`! ${skipped.length} skipped:`, ...skipped.map(({ path, reason }) => `  ${path}: ${reason}`)];
}

/** Describes an error of the file system. */
export function reasonOf(error: unknown): string {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'it may not be read',
    ELOOP: 'its links lead in a circle',
  };
  return reasons[errorCode(error) ?? ''] ?? String(error);
}

function entriesOf(folder: string): readonly Dirent[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function problemWith(path: string, entry: Dirent, name: string): string | undefined {
  if (entry.isDirectory()) return undefined;
  if (!entry.isFile() && !entry.isSymbolicLink()) return 'it is neither a file nor a folder';
  try {
    accessSync(path, constants.R_OK);
    const found = statSync(path);
    if (found.isDirectory()) return 'it is a link to a folder: name that folder itself';
    if (!found.isFile()) return 'it is a link to what is no file';
  } catch (error) {
    return problemOf(error, entry);
  }
  return Buffer.byteLength(name) > maxNameBytes ? `its path is longer than ${maxNameBytes} bytes` : undefined;
}

function problemOf(error: unknown, entry: Dirent): string {
  if (errorCode(error) !== 'ENOENT') return reasonOf(error);
  if (entry.isSymbolicLink()) return 'it is a link to nothing';
  // Node.js replaces bytes that are not UTF-8 with U+FFFD; a file of that name does not exist.
  return entry.name.includes('\uFFFD') ? 'its name is not UTF-8: rename it' : reasonOf(error);
}
