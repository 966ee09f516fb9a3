import { UserError } from '../language/diagnostics';
import { definitionName, isFolder, searchFolder } from './search-folder';

/**
 * Returns the definitions that paths lead to, in order and each once: a file, or a folder that has the name of one, is
 * used as it is, as is `-`; other folders are searched for *.asl.yaml, *.asl.yml and *.asl.json. Throws a UserError for
 * a path that does not exist and for folders without any definition.
 */
export function findDefinitions(paths: readonly string[]): string[] {
  const found = paths.flatMap((path) => {
    if (path === '-' || !isFolder(path) || definitionName.test(path)) return [path];
    const inside = [...searchFolder(path, (name) => definitionName.test(name))];
    if (inside.length === 0)
      throw new UserError(`there is no definition in ${path}: no file ends in .asl.yaml, .asl.yml or .asl.json`);
    return inside;
  });
  return [...new Set(found)];
}
