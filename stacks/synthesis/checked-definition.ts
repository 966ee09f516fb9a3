import { join, relative } from 'node:path';
import { checkDefinition } from '../../asl/check';
import { DiagnosticsError } from '../../asl/diagnostics';
import { loadDefinition, type ParsedDefinition } from '../../asl/load';

/**
 * Reads `<folder>/<name>.asl.yaml`, its placeholders still inside, and checks it: once for all environments.
 * Throws DiagnosticsError with every mistake at its place; warnings are `asl check`'s to print.
 */
export function checkedDefinition(folder: string, name: string): ParsedDefinition {
  const { definition, diagnostics } = loadDefinition(relative(process.cwd(), join(folder, `${name}.asl.yaml`)));
  if (definition === undefined) throw new DiagnosticsError(diagnostics);
  const errors = [...diagnostics, ...checkDefinition(definition)].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new DiagnosticsError(errors, definition.text);
  return definition;
}
