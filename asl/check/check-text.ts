import { type Diagnostic, sortDiagnostics } from '../diagnostics';
import { loadDefinitionText } from '../load';
import { checkDefinition } from './check-definition';
import type { CheckOptions } from './checked-definition';
import { readExampleInput } from './data/example-input';

/** What is wrong with a text that is, or is to be, in `file`; its prompts and the example of its input are read from next to that. Sorted by place. */
export function checkText(text: string, file: string, options: CheckOptions = {}): Diagnostic[] {
  const { definition, diagnostics } = loadDefinitionText(text, file);
  if (definition === undefined) return sortDiagnostics(diagnostics);
  const example = readExampleInput(definition);
  const found = checkDefinition(definition, { ...options, exampleInput: example.value });
  return sortDiagnostics([...diagnostics, ...example.diagnostics, ...found]);
}
