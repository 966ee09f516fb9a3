import { existsSync } from 'node:fs';
import { relative } from 'node:path';

/** A file's path from the current folder, as a person opens it; undefined if it is not there. */
export function shownFile(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}
