import { readDefinitionFile } from '../named-files';
import { type ParseResult, parseDefinition } from './parse-definition';
import { promptFilesOf } from './prompts/prompt-files';
import { withPrompts } from './prompts/with-prompts';

/**
 * Reads and parses one definition and fills in its prompts (`prompts/<folder>/<name>.v1.md` next to it); diagnostics
 * carry the path as it was given. Throws UnreadableDefinitionError if the file does not exist, is a folder, may not be
 * read, or is not UTF-8.
 */
export function loadDefinition(file: string): ParseResult {
  return loadDefinitionText(readDefinitionFile(file), file);
}

/** {@link loadDefinition} of a text that has been read, or is to be in `file`. */
export function loadDefinitionText(text: string, file: string): ParseResult {
  const parsed = parseDefinition(text, file);
  if (parsed.definition === undefined) return parsed;
  const { definition, diagnostics } = withPrompts(parsed.definition, promptFilesOf(file));
  return { text: parsed.text, definition, diagnostics: [...parsed.diagnostics, ...diagnostics] };
}
