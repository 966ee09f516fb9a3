import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const definitionName = /\.asl\.(?:ya?ml|json)$/;
const skipped = new Set(['node_modules', 'cdktf.out', 'coverage']);

/**
 * The definitions that paths lead to, in order and each once: a file is taken as it is, a folder searched for *.asl.yaml,
 * *.asl.yml and *.asl.json. Throws an Error for a path that does not exist and for folders without any definition.
 */
export function findDefinitions(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    if (!isFolder(path)) return [path];
    const inside = [...search(path)];
    if (inside.length === 0)
      throw new Error(`${path} holds no definition: no file ends in .asl.yaml, .asl.yml or .asl.json`);
    return inside;
  });
  return [...new Set(found)];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(code === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read: ${code}`);
  }
}

function* search(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name) && !entry.name.startsWith('.')) yield* search(path);
    } else if (definitionName.test(entry.name)) yield path;
  }
}
