import { realpathSync } from 'node:fs';
import { type Diagnostic, UserError } from '../../language/diagnostics';
import { decodeDefinition, readDefinitionBytes, replaceFile } from '../../language/named-files';
import { type CheckedFile, type Checking, checkGivenText, checkUncached, readingOr } from './check-file';
import { fixText } from './fix-text';

/** A file after its fixes. */
export interface FixedFile extends CheckedFile {
  readonly fixed: readonly Diagnostic[];
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Fixes and checks one file; all bytes outside the fixes stay. Throws UserError if the file cannot be written. */
export function fixFile(file: string, checking: Checking): FixedFile {
  let fixed: readonly Diagnostic[] = [];
  const checked = readingOr(file, () => {
    const before = checkedOnDisk(file, checking);
    if (before.diagnostics.every(({ fix }) => fix === undefined)) return before;
    const result = fixText(before.text, (text) => checkUncached(text, file, checking));
    if (result.fixed.length > 0) write(file, before.mark, result.text);
    fixed = result.fixed;
    return { file, text: result.text, diagnostics: result.diagnostics };
  });
  return { ...checked, fixed };
}

function checkedOnDisk(
  file: string,
  checking: Checking,
): CheckedFile & { readonly text: string; readonly mark: Buffer } {
  const bytes = readDefinitionBytes(file);
  const text = decodeDefinition(bytes, file);
  const mark = bytes.subarray(0, 3).equals(byteOrderMark) ? byteOrderMark : Buffer.alloc(0);
  return { file, text, mark, diagnostics: checkGivenText(text, file, checking) };
}

function write(file: string, mark: Buffer, text: string): void {
  try {
    replaceFile(realpathSync(file), Buffer.concat([mark, Buffer.from(text)]));
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  }
}
