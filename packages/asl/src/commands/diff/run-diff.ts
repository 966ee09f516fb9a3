import { existsSync } from 'node:fs';
import { nameOf } from '../../interpreter/cases';
import { UserError } from '../../language/diagnostics';
import { findDefinitions } from '../find-definitions';
import { resolveDefinition } from '../resolve-definition';
import { type ComparedVersion, type Comparison, versionInFile } from './compared-version';
import { CommittedFiles, committedFile, pathInRepository } from './git-files';
import { planComparisons } from './plan-comparisons';
import { type DiffSettings, printReports } from './print-reports';
import { reportOf } from './report';

/** What is compared. */
export interface DiffRequest {
  readonly old: string | undefined;
  readonly new: string | undefined;
  readonly git: string | undefined;
  readonly plan: string | undefined;
}

/**
 * Compares and prints. Returns 0 without changes and 1 with changes. Throws UserError and DiagnosticsError for what cannot be compared:
 * no report is printed before all are there.
 */
export async function runDiff(request: DiffRequest, settings: DiffSettings): Promise<0 | 1> {
  const committed = new CommittedFiles();
  try {
    const reports = [];
    for (const comparison of comparisonsOf(request, committed)) reports.push(await reportOf(comparison, settings));
    printReports(reports, settings);
    return reports.some(({ isChanged }) => isChanged) ? 1 : 0;
  } finally {
    committed.remove();
  }
}

function comparisonsOf({ old, new: current, git, plan }: DiffRequest, committed: CommittedFiles): Comparison[] {
  if (git !== undefined && plan !== undefined) throw new UserError('--git and --plan exclude each other');
  if ((git ?? plan) !== undefined && current !== undefined)
    throw new UserError('with --git or --plan, name one definition');
  if (plan !== undefined)
    return planComparisons({
      plan,
      files: definitionFiles(),
      ...(old === undefined ? {} : { definition: resolveDefinition(old) }),
    });
  if (git !== undefined) {
    const files = old === undefined ? definitionFiles() : [resolveDefinition(old)];
    if (files.length === 0) throw new UserError('there is no folder definitions/: name a definition');
    return files.map((file) => sinceCommit(file, git, committed));
  }
  if (old === undefined || current === undefined)
    throw new UserError('name two versions, or one definition with --git or --plan', { help: 'asl diff --help' });
  const [before, after] = [versionNamed(old, committed), versionNamed(current, committed)];
  return [{ name: after.source.name, old: before, new: after, risks: [] }];
}

function definitionFiles(): string[] {
  return existsSync('definitions') ? findDefinitions(['definitions']) : [];
}

function sinceCommit(file: string, commit: string, committed: CommittedFiles): Comparison {
  const old = committed.version({ commit, path: pathInRepository(file) });
  return { name: nameOf(file), new: versionInFile(file), risks: [], ...(old === undefined ? {} : { old }) };
}

/** Reads `FILE`, the name of a definition, or `COMMIT:FILE`. Throws UserError if it is not there. */
export function versionNamed(spec: string, committed: CommittedFiles): ComparedVersion {
  const inCommit = existsSync(spec) ? undefined : committedFile(spec);
  if (inCommit === undefined) return versionInFile(resolveDefinition(spec));
  const version = committed.version(inCommit);
  if (version !== undefined) return version;
  throw new UserError(`the commit ${inCommit.commit} has no file ${inCommit.path}`);
}
