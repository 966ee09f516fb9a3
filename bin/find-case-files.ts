import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { caseFileBeside, isCaseFileName } from '../interpreter/cases';

const definitionName = /\.asl\.(?:ya?ml|json)$/;
const skipped = new Set(['node_modules', 'cdktf.out', 'coverage']);

/** Cases files that paths lead to, and definitions found on the way that have none beside them. */
export interface FoundCaseFiles {
  readonly caseFiles: readonly string[];
  readonly without: readonly string[];
}

/**
 * The cases files that paths lead to, each once: a cases file as it is, a definition's by its name, a folder's by search. Throws
 * an Error for a path that does not exist, a definition without cases that was named, and when there is nothing to run.
 */
export function findCaseFiles(paths: readonly string[]): FoundCaseFiles {
  const caseFiles = new Set<string>();
  const without = new Set<string>();
  for (const path of paths) {
    if (!isFolder(path)) caseFiles.add(caseFileOf(path));
    else
      for (const file of search(path)) {
        const own = isCaseFileName(file) ? file : caseFileBeside(file);
        if (own === undefined) without.add(file);
        else caseFiles.add(own);
      }
  }
  if (caseFiles.size === 0)
    throw new Error(
      `${paths.join(', ')} ${paths.length === 1 ? 'holds' : 'hold'} no cases: no file ends in .cases.yaml, .cases.yml or .cases.json`,
    );
  return { caseFiles: [...caseFiles], without: [...without] };
}

function caseFileOf(path: string): string {
  if (!definitionName.test(path)) return path;
  const beside = caseFileBeside(path);
  if (beside === undefined)
    throw new Error(`${path} has no cases beside it: write ${path.replace(definitionName, '.cases.yaml')}`);
  return beside;
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
    } else if (isCaseFileName(entry.name) || definitionName.test(entry.name)) yield path;
  }
}
