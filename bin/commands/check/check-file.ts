import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import type { StateMachineType } from '../../../asl/check';
import type { ContentCache } from '../../../asl/content-cache';
import type { Diagnostic } from '../../../asl/diagnostics';
import { readDefinitionFile, textsBelow, UnreadableDefinitionError } from '../../../asl/named-files';

/** What is wrong with the text of a file: `checkText` of asl/check. */
export type CheckText = (
  text: string,
  file: string,
  options: { readonly type: StateMachineType },
) => readonly Diagnostic[];

/** A file that was checked; without a text if it cannot be read at all. */
export interface CheckedFile {
  readonly file: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What a file is checked with. */
export interface Checking {
  readonly checkText: CheckText;
  readonly cache: ContentCache;
  readonly type: StateMachineType;
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
export function checkGivenText(
  text: string,
  file: string,
  { checkText, cache, type }: Checking,
): readonly Diagnostic[] {
  const name = createHash('sha256')
    .update(`${type} ${resolve(file)}`)
    .digest('hex')
    .slice(0, 16);
  return cache.get(name, inputsOf(text, file), () => checkText(text, file, { type }));
}

/**
 * Everything that the findings in a text depend on, besides the type and the toolchain: any prompt next to the definition may be in it. The
 * settings of a project belong here too.
 */
function inputsOf(text: string, file: string): readonly string[] {
  return [file, text, ...textsBelow(join(dirname(file), 'prompts'), '.md')];
}
