import { readFileSync } from 'node:fs';
import { UserError } from '../diagnostics';
import { type ParseResult, parseDefinition } from './parse-definition';
import { promptFilesOf } from './prompts/prompt-files';
import { withPrompts } from './prompts/with-prompts';

/** The file of a definition cannot be read: absent, a folder, or without permission. */
export class UnreadableDefinitionError extends UserError {
  override readonly name = 'UnreadableDefinitionError';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a folder, not a definition',
  EACCES: 'may not be read: permission denied',
  EPERM: 'may not be read: permission denied',
  ENOTDIR: 'lies below a file, not a folder',
};

/**
 * Reads and parses one definition and puts its prompts in (`prompts/<folder>/<name>.v1.md` beside it); diagnostics carry the path as
 * it was given. Throws {@link UnreadableDefinitionError} when there is no such file, it is a folder, it may not be read, or it is
 * not UTF-8 text.
 */
export function loadDefinition(file: string): ParseResult {
  const parsed = parseDefinition(readText(file), file);
  if (parsed.definition === undefined) return parsed;
  const { definition, diagnostics } = withPrompts(parsed.definition, promptFilesOf(file));
  return { text: parsed.text, definition, diagnostics: [...parsed.diagnostics, ...diagnostics] };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new UnreadableDefinitionError(`${file} ${reasons[code] ?? `cannot be read: ${code}`}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new UnreadableDefinitionError(`${file} is not UTF-8 text`);
  }
}
