import type { StateMachineType } from '../../language/check';
import { configFinder } from '../../language/config';
import { type ContentCache, noCache } from '../../language/content-cache';
import { type Diagnostic, UserError } from '../../language/diagnostics';
import { decodeDefinition } from '../../language/named-files';
import { findDefinitions } from '../find-definitions';
import { type CheckedFile, type Checking, type CheckText, checkFile, checkGivenText, readingOr } from './check-file';
import { type FixedFile, fixFile } from './fix-file';
import { type Format, findingsOf, formats, type Report } from './formats';

/** How `asl check` checks and prints. */
export interface CheckSettings {
  readonly checkText: CheckText;
  /** Default: no cache. */
  readonly cache?: ContentCache;
  /** Default text. */
  readonly format?: Format;
  /** Whether safe fixes are applied. */
  readonly fix?: boolean;
  /** Default STANDARD. */
  readonly type?: StateMachineType;
  readonly colour?: boolean;
  /** What the path `-` means. */
  readonly stdin?: { readonly bytes: Uint8Array; readonly name: string };
}

/**
 * Checks definitions and folders of definitions; returns the exit status: 0 without problems, 1 with findings. Throws
 * UserError if a path does not exist or leads to no definition.
 */
export function runCheck(paths: readonly string[], settings: CheckSettings, print: (text: string) => void): 0 | 1 {
  const { format = 'text', colour = false, fix = false } = settings;
  const checking = checkingOf(settings);
  const fixed: Diagnostic[] = [];
  const files = findDefinitions(paths).map((file): CheckedFile => {
    if (file === '-') return checkStdin(settings, checking);
    if (!fix) return checkFile(file, checking);
    const result: FixedFile = fixFile(file, checking);
    fixed.push(...result.fixed);
    return result;
  });
  const configs = configsOf(files, checking);
  const report: Report = fix ? { configs, files, fixed } : { configs, files };
  print(formats[format](report, colour));
  return findingsOf(report).length === 0 ? 0 : 1;
}

/** What the files are checked with. */
export function checkingOf({ checkText, cache = noCache, type = 'STANDARD' }: CheckSettings): Checking {
  return { checkText, cache, type, findConfig: configFinder(cache) };
}

/** The configurations of the files, each once. */
export function configsOf(files: readonly CheckedFile[], { findConfig }: Checking): readonly CheckedFile[] {
  return [...new Set(files.flatMap(({ file }) => findConfig(file) ?? []))];
}

function checkStdin({ stdin }: CheckSettings, checking: Checking): CheckedFile {
  if (stdin === undefined) throw new UserError('there is no standard input');
  const { bytes, name } = stdin;
  return readingOr(name, () => {
    const text = decodeDefinition(bytes, name);
    return { file: name, text, diagnostics: checkGivenText(text, name, checking) };
  });
}
