import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isPromptPath } from './prompt-placeholders';

/** The prompts that a definition may name: `prompts/<folder>/<name>.v<number>.md` next to it. */
export interface PromptFiles {
  /** Returns the text of `folder/name.v1`, without the blank space at its end; undefined if the file does not exist. */
  read(path: string): string | undefined;
  /** Returns the file of a path, as it is printed. */
  fileOf(path: string): string;
  /** Paths of the prompts in the folder that is named for the definition. */
  readonly own: readonly string[];
}

/** Returns the prompts next to a definition's file. */
export function promptFilesOf(definitionFile: string): PromptFiles {
  const folder = join(dirname(definitionFile), 'prompts');
  const name = basename(definitionFile).replace(/\.asl\.\w+$/, '');
  const ownFolder = join(folder, name);
  const files = existsSync(ownFolder) ? readdirSync(ownFolder).sort() : [];
  const fileOf = (path: string) => join(folder, `${path}.md`);
  return {
    fileOf,
    read: (path) =>
      isPromptPath(path) && existsSync(fileOf(path)) ? readFileSync(fileOf(path), 'utf8').trimEnd() : undefined,
    own: files.filter((file) => file.endsWith('.md')).map((file) => `${name}/${file.slice(0, -'.md'.length)}`),
  };
}
