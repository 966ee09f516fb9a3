import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unreadable } from '../language/named-files';

/** How a definition's file is named. */
export const definitionName = /\.asl\.(?:ya?ml|json)$/;

const skipped = new Set(['node_modules', 'cdktf.out', 'coverage']);

/**
 * Whether a path is a folder. Throws a UserError that names it if it is absent; a broken link exists and is not a
 * folder.
 */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) return false;
    throw unreadable(path, error);
  }
}

/**
 * Returns the files below a folder whose names are wanted, sorted; skips installed, synthesised and hidden folders. A
 * folder that cannot be read or has such a name is returned like a file: its reader reports it.
 */
export function* searchFolder(folder: string, isWanted: (name: string) => boolean): Generator<string> {
  const entries = entriesOf(folder);
  if (entries === undefined) yield folder;
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (isWanted(entry.name) && (entry.isFile() || entry.isSymbolicLink() || entry.isDirectory())) yield path;
    else if (entry.isDirectory() && isSearched(entry.name)) yield* searchFolder(path, isWanted);
  }
}

/** Every folder below a folder that {@link searchFolder} searches. */
export function subfoldersOf(folder: string): readonly string[] {
  const folders = (entriesOf(folder) ?? []).filter((entry) => entry.isDirectory() && isSearched(entry.name));
  return folders.map(({ name }) => join(folder, name)).flatMap((path) => [path, ...subfoldersOf(path)]);
}

function isSearched(name: string): boolean {
  return !skipped.has(name) && !name.startsWith('.');
}

/** Sorted; undefined if the folder may not be read. */
function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return undefined;
  }
}
