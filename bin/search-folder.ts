import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unreadable } from '../asl/named-files';

/** How a definition's file is named. */
export const definitionName = /\.asl\.(?:ya?ml|json)$/;

const skipped = new Set(['node_modules', 'cdktf.out', 'coverage']);

/** Whether a path is a folder. Throws a UserError that names it where it is absent or cannot be read. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The files below a folder whose names are wanted, sorted; installed, synthesised and hidden folders are passed over. */
export function* searchFolder(folder: string, isWanted: (name: string) => boolean): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name) && !entry.name.startsWith('.')) yield* searchFolder(path, isWanted);
    } else if (isWanted(entry.name)) yield path;
  }
}
