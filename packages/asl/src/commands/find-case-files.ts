import { caseFileBeside, isCaseFileName } from '../interpreter/cases';
import { UserError } from '../language/diagnostics';
import { definitionName, isFolder, searchFolder } from './search-folder';

/** Cases files that paths lead to, and the definitions among them without one. */
export interface FoundCaseFiles {
  readonly caseFiles: readonly string[];
  readonly without: readonly string[];
}

/**
 * Returns the cases files that paths lead to, each once: a cases file as it is, a definition's by its name, a folder's
 * by search. Throws an Error for a path that does not exist, a named definition without cases, and if there are no
 * cases.
 */
export function findCaseFiles(paths: readonly string[]): FoundCaseFiles {
  const caseFiles = new Set<string>();
  const without = new Set<string>();
  for (const path of paths) {
    if (!isFolder(path)) caseFiles.add(caseFileOf(path));
    else
      for (const file of searchFolder(path, (name) => isCaseFileName(name) || definitionName.test(name))) {
        const own = isCaseFileName(file) ? file : caseFileBeside(file);
        if (own === undefined) without.add(file);
        else caseFiles.add(own);
      }
  }
  if (caseFiles.size === 0)
    throw new UserError(
      `${paths.join(', ')} ${paths.length === 1 ? 'holds' : 'hold'} no cases: no file ends in .cases.yaml, .cases.yml or .cases.json`,
    );
  return { caseFiles: [...caseFiles], without: [...without] };
}

function caseFileOf(path: string): string {
  if (!definitionName.test(path)) return path;
  const beside = caseFileBeside(path);
  if (beside === undefined)
    throw new UserError(`${path} has no cases: create ${path.replace(definitionName, '.cases.yaml')}`);
  return beside;
}
