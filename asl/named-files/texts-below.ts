import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths and texts, one after the other, of the files below a folder whose names end so, sorted; none where there is no such folder. */
export function textsBelow(folder: string, ending: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  return files.sort().flatMap((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}
