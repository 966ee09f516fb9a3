import { existsSync } from 'node:fs';
import { nameOf } from '../../interpreter/cases';
import { checkText } from '../../language/check';
import { cacheFolder, contentCache } from '../../language/content-cache';
import type { DefinitionFiles } from '../../ui';
import { checkGivenText } from '../check/check-file';
import { checkingOf } from '../check/run-check';
import { versionInFile } from '../diff/compared-version';
import { CommittedFiles, pathInRepository } from '../diff/git-files';
import { reportOf } from '../diff/report';
import { findDefinitions } from '../find-definitions';
import { foldersOfDefinitions, watchFolders } from '../watch-folders';

/** How long a file is quiet before it is read again: editors write a file in several steps. */
const quietMilliseconds = 30;

/** Searched if nothing else is named. */
const defaultFolder = 'definitions';

/** The definitions that paths lead to, for the page. */
export function definitionFiles(paths: readonly string[]): DefinitionFiles {
  const cache = contentCache(cacheFolder());
  return {
    // A project without definitions has a page of executions.
    find: () => findDefinitions(paths.filter((path) => path !== defaultFolder || existsSync(path))),
    check: (text, file) => checkGivenText(text, file, checkingOf({ checkText, cache })),
    compare: (file, against) => compare(file, against, findDefinitions(paths)),
    watch: (onChange) => watchFolders({ folders: () => foldersOfDefinitions(paths), quietMilliseconds, onChange }),
  };
}

async function compare(file: string, against: string, files: readonly string[]) {
  const committed = new CommittedFiles();
  try {
    // A page names commits and definitions of the project; other files are not read for it.
    const isFile = files.includes(against);
    const old = isFile ? versionInFile(against) : committed.version({ commit: against, path: pathInRepository(file) });
    const comparison = {
      name: nameOf(file),
      new: versionInFile(file),
      risks: [],
      ...(old === undefined ? {} : { old }),
    };
    const { verdict, rows, changes } = await reportOf(comparison, { all: false, prices: false });
    return { verdict, rows, ...(changes === undefined ? {} : { changes }) };
  } finally {
    committed.remove();
  }
}
