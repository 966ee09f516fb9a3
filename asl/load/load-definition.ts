import { readDefinitionFile } from '../named-files';
import { type ParseResult, parseDefinition } from './parse-definition';
import { promptFilesOf } from './prompts/prompt-files';
import { withPrompts } from './prompts/with-prompts';

/**
 * Reads and parses one definition and puts its prompts in (`prompts/<folder>/<name>.v1.md` beside it); diagnostics carry the path as
 * it was given. Throws UnreadableDefinitionError when there is no such file, it is a folder, it may not be read, or it is
 * not UTF-8 text.
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
