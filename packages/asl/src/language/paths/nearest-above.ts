import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns the path of a file or folder with this name in a folder, or in the nearest folder above that has one; undefined if none has. */
export function nearestAbove(folder: string, name: string): string | undefined {
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const above = dirname(folder);
  return above === folder ? undefined : nearestAbove(above, name);
}

/** Returns the path of the package.json that a folder of code belongs to, be it sources or what was built of them. Throws an Error without one. */
export function packageFileAbove(folder: string): string {
  const file = nearestAbove(folder, 'package.json');
  if (file === undefined) throw new Error(`there is no package.json in ${folder} or above it`);
  return file;
}
