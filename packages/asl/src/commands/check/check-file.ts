import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { CheckOptions, StateMachineType } from '../../language/check';
import { type ConfigFinder, configInputs } from '../../language/config';
import type { ContentCache } from '../../language/content-cache';
import type { Diagnostic } from '../../language/diagnostics';
import type { ParsedDefinition } from '../../language/load';
import {
  exampleTexts,
  readDefinitionFile,
  roleLockText,
  textsBelow,
  UnreadableDefinitionError,
} from '../../language/named-files';

/** Returns what is wrong with the text of a file: `checkText` of asl/check. */
export type CheckText = (
  text: string,
  file: string,
  options: Pick<CheckOptions, 'type' | 'severities' | 'judgeMore'>,
) => readonly Diagnostic[];

/** A file that was checked; without a text if it cannot be read at all. */
export interface CheckedFile {
  readonly file: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The dependencies of a check. */
export interface Checking {
  readonly checkText: CheckText;
  readonly cache: ContentCache;
  readonly type: StateMachineType;
  readonly findConfig: ConfigFinder;
}

/** Checks one file, unless its content was checked before. A file that cannot be read has that as its diagnostic. */
export function checkFile(file: string, checking: Checking): CheckedFile {
  return readingOr(file, () => {
    const text = readDefinitionFile(file);
    return { file, text, diagnostics: checkGivenText(text, file, checking) };
  });
}

/** What `read` returns, or the diagnostic of what cannot be read. */
export function readingOr(file: string, read: () => CheckedFile): CheckedFile {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnreadableDefinitionError)) throw error;
    return { file, text: error.text, diagnostics: [error.diagnostic] };
  }
}

/** Checks a text that is, or is to be, in a file, unless it was checked before. */
export function checkGivenText(text: string, file: string, checking: Checking): readonly Diagnostic[] {
  const name = createHash('sha256')
    .update(`${checking.type} ${resolve(file)}`)
    .digest('hex')
    .slice(0, 16);
  const inputs = [...inputsOf(text, file), ...configInputs(checking.findConfig(file))];
  return checking.cache.get(name, inputs, () => checkUncached(text, file, checking));
}

/** Checks a text with the type and the configuration of its file. */
export function checkUncached(
  text: string,
  file: string,
  { checkText, type, findConfig }: Checking,
): readonly Diagnostic[] {
  const judgeMore = roleLockText(file) === undefined ? undefined : roleChanges;
  return checkText(text, file, { type, severities: findConfig(file)?.severities, judgeMore });
}

/** How the role differs from its lock; loaded only if there is one. */
function roleChanges(definition: ParsedDefinition): readonly Diagnostic[] {
  const { lockDiagnostics } = require('../../language/iam') as typeof import('../../language/iam');
  return lockDiagnostics(definition);
}

/** What the findings in a text depend on, besides the type, the configuration and the toolchain: the lock of its role, any prompt next to it, which may be in it, and an example of its input that it names. */
function inputsOf(text: string, file: string): readonly string[] {
  const lock = roleLockText(file) ?? '';
  return [file, text, lock, ...textsBelow(join(dirname(file), 'prompts'), '.md'), ...exampleTexts(text, file)];
}
