import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file so that it is there whole or not at all, however the process ends. Creates its folder. */
export function writeAtomically(file: string, text: string): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  const unfinished = path.join(folder, `.${randomUUID()}.unfinished`);
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

/** The JSON files of a folder in the order of their names; leftovers of a killed process are cleared away. */
export function readJsonFiles<Content>(
  folder: string,
): readonly { readonly file: string; readonly content: Content }[] {
  mkdirSync(folder, { recursive: true });
  const names = readdirSync(folder).sort();
  for (const name of names) if (name.endsWith('.unfinished')) rmSync(path.join(folder, name), { force: true });
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({
      file: path.join(folder, name),
      content: JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Content,
    }));
}
