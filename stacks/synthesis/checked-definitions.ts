import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkDefinition } from '../../asl/check';
import { DiagnosticsError } from '../../asl/diagnostics';
import { loadDefinition, type ParsedDefinition } from '../../asl/load';

const suffix = '.asl.yaml';

/**
 * Reads every `<folder>/<name>.asl.yaml`, placeholders still inside, and checks it: once for all environments. By name.
 * Throws DiagnosticsError with every mistake of the first bad one at its place; warnings are `asl check`'s to print.
 */
export function checkedDefinitions(folder: string): Readonly<Record<string, ParsedDefinition>> {
  const files = readdirSync(folder).filter((file) => file.endsWith(suffix));
  return Object.fromEntries(files.map((file) => [file.slice(0, -suffix.length), checked(join(folder, file))]));
}

function checked(file: string): ParsedDefinition {
  const { definition, diagnostics } = loadDefinition(relative(process.cwd(), file));
  if (definition === undefined) throw new DiagnosticsError(diagnostics);
  const errors = [...diagnostics, ...checkDefinition(definition)].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new DiagnosticsError(errors, definition.text);
  return definition;
}
