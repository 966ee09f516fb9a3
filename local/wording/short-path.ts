import { existsSync } from 'node:fs';
import { relative } from 'node:path';

/** A path as a person types it in a folder: from there if it is below, else whole. */
export function shortPath(path: string, folder: string): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** A file's path from the current folder, as a person opens it; undefined if it is not there. */
export function shownFile(path: string): string | undefined {
  return existsSync(path) ? shortPath(path, process.cwd()) : undefined;
}
