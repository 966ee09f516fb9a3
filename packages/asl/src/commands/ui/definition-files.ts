import { existsSync } from 'node:fs';
import { nameOf } from '../../interpreter/cases';
import type { DefinitionFiles, DefinitionWork } from '../../ui';
import { versionInFile } from '../diff/compared-version';
import { CommittedFiles, pathInRepository } from '../diff/git-files';
import { reportOf } from '../diff/report';
import { findDefinitions } from '../find-definitions';
import { foldersOfDefinitions, watchFolders } from '../watch-folders';
import { workInThread } from './work-in-thread';

/** How long a file is quiet before it is read again: editors write a file in several steps. */
const quietMilliseconds = 30;

/** Searched if nothing else is named. */
const defaultFolder = 'definitions';

/** The definitions that paths lead to, for the page. `work`: replaced where a thread is not worth its start. */
export function definitionFiles(paths: readonly string[], work: DefinitionWork = workInThread()): DefinitionFiles {
  return {
    ...work,
    // A project without definitions has a page of executions.
    find: () => findDefinitions(paths.filter((path) => path !== defaultFolder || existsSync(path))),
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
