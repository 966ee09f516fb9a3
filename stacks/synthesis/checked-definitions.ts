import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type ContentCache, noCache } from '../../asl/content-cache';
import { DiagnosticsError } from '../../asl/diagnostics';
import { loadDefinition, type ParsedDefinition, type PlacedValue, parsedDefinition } from '../../asl/load';

const suffix = '.asl.yaml';

/**
 * Reads every `<folder>/<name>.asl.yaml`, placeholders still inside, and checks it: once for all environments, and not again while the
 * definition and the prompts are the same. By name. Throws DiagnosticsError with every mistake of the first bad one at its place;
 * warnings are `asl check`'s to print.
 */
export function checkedDefinitions(
  folder: string,
  cache: ContentCache = noCache,
): Readonly<Record<string, ParsedDefinition>> {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : []));
  const prompts = promptsOf(folder);
  return Object.fromEntries(
    names.map((name) => {
      const file = relative(process.cwd(), join(folder, name + suffix));
      const { text, placed } = cache.get(name, [file, readFileSync(file, 'utf8'), ...prompts], () => checked(file));
      return [name, parsedDefinition(file, text, placed)];
    }),
  );
}

/** Paths and texts of all prompts: any definition may name any of them. */
function promptsOf(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
  return files.sort().flatMap((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}

interface CheckedDefinition {
  readonly text: string;
  readonly placed: PlacedValue;
}

function checked(file: string): CheckedDefinition {
  // Loaded here and not above: what is in the cache needs no checks.
  const { checkDefinition } = require('../../asl/check') as typeof import('../../asl/check');
  const { definition, diagnostics, text } = loadDefinition(file);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  const errors = [...diagnostics, ...checkDefinition(definition)].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new DiagnosticsError(errors, definition.text);
  return { text, placed: definition.placed };
}
