import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The functions of a folder, in alphabetical order: every folder in it with an index.ts, which exports `handler`. */
export function functionNames(functionsFolder: string): readonly string[] {
  const folders = readdirSync(functionsFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders
    .map(({ name }) => name)
    .filter((name) => existsSync(join(functionsFolder, name, 'index.ts')))
    .sort();
}
