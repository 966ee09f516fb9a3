import { errorReport } from '../../language/diagnostics';
import { findDefinitions } from '../find-definitions';
import { foldersOfDefinitions, watchFolders } from '../watch-folders';
import { type CheckedFile, checkFile } from './check-file';
import { summaryOf } from './formats';
import { formatFile } from './formats/text';
import { type CheckSettings, checkingOf, configsOf } from './run-check';

/**
 * Checks now and after every save; prints everything at first, then the files whose findings changed. Returns a
 * function that ends it.
 */
export function watchCheck(
  paths: readonly string[],
  settings: CheckSettings,
  print: (text: string) => void,
): () => void {
  const changesOf = findingChanges(settings.colour ?? false);
  let isFirst = true;
  const check = (): void => {
    try {
      const checking = checkingOf(settings);
      const files = findDefinitions(paths).map((file) => checkFile(file, checking));
      const configs = configsOf(files, checking);
      const changes = changesOf([...configs, ...files]);
      if (changes.length > 0 || isFirst)
        print([...changes, `${summaryOf({ configs, files })}; waiting for changes (ctrl-c ends)`].join(''));
      isFirst = false;
    } catch (error) {
      // What cannot be checked now may be checked after the next save.
      print(errorReport(error).join('\n'));
    }
  };
  check();
  return watchFolders({ folders: () => foldersOfDefinitions(paths), quietMilliseconds: 20, onChange: check });
}

/** Returns a function that returns the changed output of files since the last call. */
function findingChanges(colour: boolean): (files: readonly CheckedFile[]) => readonly string[] {
  let before: ReadonlyMap<string, string> = new Map();
  return (files) => {
    const now = new Map(files.map((each) => [each.file, formatFile(each, colour)]));
    const changed = [...now].filter(([file, text]) => text !== (before.get(file) ?? ''));
    const gone = [...before.keys()].filter((file) => !now.has(file));
    before = now;
    return [
      ...changed.map(([file, text]) => (text === '' ? `${file}: no problems found any more\n` : text)),
      ...gone.map((file) => `${file}: is gone\n`),
    ];
  };
}
