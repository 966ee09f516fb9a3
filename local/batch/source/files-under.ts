import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a folder and of the folders in it, in the order of their names; hidden ones are left out. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
    });
}
