import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns paths and texts, one after the other, of the files below a folder whose names end in `ending`, sorted; empty
 * if the folder does not exist.
 */
export function textsBelow(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  return files.sort().flatMap((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}
