import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { readablePath } from './object-paths';

/** An object whose name is also a folder's; no escaped key ends like this. */
export const besideFolder = '%object';

/** Returns the path of the current version of an object for users: below the folder of its bucket. */
export function shownPath(bucketFolder: string, key: string): string {
  const shown = path.join(bucketFolder, ...readablePath(key, shortHash));
  return isFolder(shown) ? `${shown}${besideFolder}` : shown;
}

/** Returns sixteen hexadecimal digits. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
