import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { readablePath } from './object-paths';

/** An object whose name is also a folder's; no escaped key ends like this. */
export const besideFolder = '%object';

/** Where a person finds the current version of an object: below the folder of its bucket. */
export function shownPath(bucketFolder: string, key: string): string {
  const shown = path.join(bucketFolder, ...readablePath(key, shortHash));
  return isFolder(shown) ? `${shown}${besideFolder}` : shown;
}

/** Sixteen hexadecimal digits. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
