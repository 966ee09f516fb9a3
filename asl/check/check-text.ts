import { type Diagnostic, sortDiagnostics } from '../diagnostics';
import { loadDefinitionText } from '../load';
import { checkDefinition } from './check-definition';
import type { CheckOptions } from './checked-definition';

/** What is wrong with a text that is, or is to be, in `file`; its prompts are read from the folder next to that. Sorted by place. */
export function checkText(text: string, file: string, options: CheckOptions = {}): Diagnostic[] {
  const { definition, diagnostics } = loadDefinitionText(text, file);
  return sortDiagnostics([...diagnostics, ...(definition === undefined ? [] : checkDefinition(definition, options))]);
}
