import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { definitionName, isFolder, subfoldersOf } from './search-folder';

/** What is watched, and what is called. */
export interface Watching {
  /** Returns the folders to watch now; called again after every change. Not files: an editor may save by renaming. */
  readonly folders: () => Iterable<string>;
  /** How long without a change before `onChange` is called: editors write a file in several steps. */
  readonly quietMilliseconds: number;
  readonly onChange: () => void | Promise<void>;
}

const watchedName = /\.(?:ya?ml|json|md)$/;

/** Calls `onChange` after changes of YAML, JSON and Markdown files in folders, until the returned function is called. */
export function watchFolders({ folders, quietMilliseconds, onChange }: Watching): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const change = async (): Promise<void> => {
    await onChange();
    watchAll();
  };
  const watchAll = (): void => {
    const wanted = new Set(folders());
    for (const [folder, watcher] of watchers) if (!wanted.has(folder)) forget(folder, watcher);
    for (const folder of wanted) if (!watchers.has(folder)) watchers.set(folder, watcherOf(folder));
  };
  const forget = (folder: string, watcher: FSWatcher): void => {
    watcher.close();
    watchers.delete(folder);
  };
  const watcherOf = (folder: string): FSWatcher => {
    const watcher = watch(folder, (_event, name) => {
      // A name without an ending may be a folder.
      if (name !== null && basename(name).includes('.') && !watchedName.test(name)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void change(), quietMilliseconds);
    });
    return watcher.on('error', () => forget(folder, watcher));
  };
  watchAll();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** Returns the folders of the definitions and everything below: prompts, and definitions to come. */
export function foldersOfDefinitions(paths: readonly string[]): Iterable<string> {
  return new Set(
    paths.filter((path) => existsSync(path)).flatMap((path) => foldersOf(path).map((each) => resolve(each))),
  );
}

function foldersOf(path: string): readonly string[] {
  if (!definitionName.test(path) && isFolder(path)) return [path, ...subfoldersOf(path)];
  const folder = dirname(path);
  const hasPrompts = readdirSync(folder).includes('prompts');
  return hasPrompts ? [folder, join(folder, 'prompts'), ...subfoldersOf(join(folder, 'prompts'))] : [folder];
}
