import { type Diagnostic, sortDiagnostics } from '../diagnostics';
import { loadDefinitionText, type ParseResult } from '../load';
import { checkDefinition } from './check-definition';
import type { CheckOptions } from './checked-definition';
import { readExampleInput } from './data/example-input';

/**
 * Returns the diagnostics of a definition's text that is, or is to be, in `file`, sorted by position. Its prompts and
 * the example of its input are read from the folder of that file.
 */
export function checkText(text: string, file: string, options: CheckOptions = {}): Diagnostic[] {
  return checkLoaded(loadDefinitionText(text, file), options);
}

/** {@link checkText} of a text that has been loaded. */
export function checkLoaded(
  { definition, diagnostics }: Pick<ParseResult, 'definition' | 'diagnostics'>,
  options: CheckOptions = {},
): Diagnostic[] {
  if (definition === undefined) return sortDiagnostics(diagnostics);
  const example = readExampleInput(definition);
  const found = checkDefinition(definition, { ...options, exampleInput: example.value });
  const more = options.judgeMore?.(definition) ?? [];
  return sortDiagnostics([...diagnostics, ...example.diagnostics, ...found, ...more]);
}
