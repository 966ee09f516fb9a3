import { existsSync } from 'node:fs';
import { relative } from 'node:path';

/** Returns a path as users type it in a folder: from there if it is below, else whole. */
export function shortPath(path: string, folder: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** Returns a file's path from the current folder; undefined if the file does not exist. */
export function shownFile(path: string): string | undefined {
  return existsSync(path) ? shortPath(path, process.cwd()) : undefined;
}
