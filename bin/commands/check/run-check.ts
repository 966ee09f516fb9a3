import { checkDefinition, type StateMachineType } from '../../../asl/check';
import { type Diagnostic, diagnosticJson, formatDiagnostic } from '../../../asl/diagnostics';
import { loadDefinition } from '../../../asl/load';
import { findDefinitions } from '../../find-definitions';

/** How `asl check` checks and prints. */
export interface CheckSettings {
  readonly json?: boolean;
  readonly type?: StateMachineType;
  readonly colour?: boolean;
}

interface Checked {
  readonly file: string;
  readonly text?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks definitions and folders of definitions; returns the exit status: 0 nothing found, 1 findings. Throws when a path
 * does not exist, cannot be read, or leads to no definition.
 */
export function runCheck(paths: readonly string[], settings: CheckSettings, print: (text: string) => void): 0 | 1 {
  const checked = findDefinitions(paths).map((file) => checkFile(file, settings.type));
  const diagnostics = checked.flatMap((each) => each.diagnostics);
  if (settings.json === true) {
    const { errors, warnings } = count(diagnostics);
    const files = checked.map(({ file }) => file);
    print(JSON.stringify({ files, errors, warnings, diagnostics: diagnostics.map(diagnosticJson) }, null, 2));
  } else {
    for (const { text, diagnostics: found } of checked) {
      for (const each of found) print(`${formatDiagnostic(each, text, { colour: settings.colour })}\n`);
    }
    print(summary(checked.length, diagnostics));
  }
  return diagnostics.length === 0 ? 0 : 1;
}

function checkFile(file: string, type: StateMachineType | undefined): Checked {
  const { text, definition, diagnostics } = loadDefinition(file);
  if (definition === undefined) return { file, text, diagnostics };
  return { file, text, diagnostics: [...diagnostics, ...checkDefinition(definition, { type })] };
}

function count(diagnostics: readonly Diagnostic[]): { readonly errors: number; readonly warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

function summary(files: number, diagnostics: readonly Diagnostic[]): string {
  const { errors, warnings } = count(diagnostics);
  const checked = `${plural(files, 'definition')} checked`;
  if (diagnostics.length === 0) return `${checked}, no problems found`;
  const found = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  return `${checked}: ${found.join(', ')}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
