import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../diagnostics';

/** Returns the text of a file that a user named. Throws UserError if it cannot be read. */
export function readGivenFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Writes a file that a user named, and creates its folders. Throws UserError if it cannot be written. */
export function writeOutputFile(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  }
}

/** Returns the error for a path that a user named and that cannot be read. */
export function unreadable(path: string, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  return new UserError(code === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read: ${code}`, {
    cause: error,
  });
}

/**
 * Returns the texts of the examples that comments of a definition name, `# asl-input: FILE`, found without parsing:
 * used for hashing.
 */
export function exampleTexts(text: string, file: string): readonly string[] {
  return [...text.matchAll(/#\s*asl-input:\s*(\S+)/g)].map(([, name]) => {
    try {
      return readFileSync(join(dirname(file), name as string), 'utf8');
    } catch {
      return '';
    }
  });
}
