import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Diagnostic, DiagnosticsError, formatDiagnostic, UserError } from '@document-pipelines/asl/diagnostics';
import { findLogRoleConflict, type PlacedEnvironment } from './account-log-role';
import { completeEnvironment, type Environment } from './environment';
import { parseEnvironment } from './parse-environment';

/**
 * Returns the names of the environments in a folder, in alphabetical order: `dev.yaml` is `dev`. Throws UserError if
 * the folder does not exist.
 */
export function environmentNames(folder: string): string[] {
  if (!existsSync(folder)) throw new UserError(`there is no folder ${folder}`);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * Reads and checks every environment of a folder (or the named ones), each alone and then together. Calls `onWarning`
 * with each warning as it is printed. Throws DiagnosticsError with each mistake at its file:line:column; a UserError
 * naming the existing ones for an unknown name.
 */
export function loadEnvironments(
  folder: string,
  names = environmentNames(folder),
  onWarning: (text: string) => void = () => undefined,
): Environment[] {
  const known = environmentNames(folder);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UserError(
      `there is no environment \`${unknown}\` in ${folder}; there are: ${known.join(', ') || 'none'}`,
    );
  }
  const loaded = names.map((name) => loadEnvironment(join(folder, `${name}.yaml`), name));
  const conflict = findLogRoleConflict(loaded);
  if (conflict !== undefined) {
    const source = loaded.find(({ file }) => file === conflict.span.file);
    throw new DiagnosticsError([conflict], source?.text);
  }
  for (const { warnings, text } of loaded) {
    for (const warning of warnings) onWarning(formatDiagnostic(warning, text));
  }
  return loaded.map(({ environment }) => environment);
}

interface LoadedEnvironment extends PlacedEnvironment {
  readonly file: string;
  readonly text: string;
  readonly warnings: readonly Diagnostic[];
}

function loadEnvironment(path: string, name: string): LoadedEnvironment {
  const file = relative(process.cwd(), path);
  if (!environmentName.test(name)) {
    throw new UserError(
      `${file}: an environment's name is a part of bucket names, so it must match ${environmentName}`,
    );
  }
  const text = readText(path, file);
  const parsed = parseEnvironment(text, file);
  if (parsed.environment === undefined) throw new DiagnosticsError(parsed.diagnostics, text);
  const { environment, keySpanOf, diagnostics: warnings } = parsed;
  return { environment: completeEnvironment(name, environment), file, text, keySpanOf, warnings };
}

function readText(path: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** At most 20 characters: `<name>-documents-<12 digits>-<region>` is a bucket's name and may have 63. */
const environmentName = /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/;
