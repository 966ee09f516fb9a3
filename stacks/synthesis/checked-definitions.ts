import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type CheckConfig, configFinder, configInputs } from '../../asl/config';
import { type ContentCache, noCache } from '../../asl/content-cache';
import { DiagnosticsError } from '../../asl/diagnostics';
import { loadDefinition, type ParsedDefinition, type PlacedValue, parsedDefinition } from '../../asl/load';
import { textsBelow } from '../../asl/named-files';

const suffix = '.asl.yaml';

/**
 * Reads every `<folder>/<name>.asl.yaml`, with its placeholders, and checks it: once for all environments, and not
 * again while the definition, the prompts and asl.config.yaml are the same. By name. Throws DiagnosticsError with every
 * mistake of the first invalid one at its location; `asl check` prints the warnings.
 */
export function checkedDefinitions(
  folder: string,
  cache: ContentCache = noCache,
): Readonly<Record<string, ParsedDefinition>> {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : []));
  // Any definition may name any prompt.
  const prompts = textsBelow(folder, '.md');
  const config = configFinder(cache)(join(folder, suffix));
  return Object.fromEntries(
    names.map((name) => {
      const file = relative(process.cwd(), join(folder, name + suffix));
      const { text, placed } = cache.get(
        name,
        [file, readFileSync(file, 'utf8'), ...prompts, ...configInputs(config)],
        () => checked(file, config),
      );
      return [name, parsedDefinition(file, text, placed)];
    }),
  );
}

interface CheckedDefinition {
  readonly text: string;
  readonly placed: PlacedValue;
}

function checked(file: string, config: CheckConfig | undefined): CheckedDefinition {
  // Loaded here and not above: cached definitions need no checks.
  const { checkDefinition } = require('../../asl/check') as typeof import('../../asl/check');
  const { definition, diagnostics, text } = loadDefinition(file);
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  if (config !== undefined && config.diagnostics.length > 0)
    throw new DiagnosticsError(config.diagnostics, config.text);
  const found = checkDefinition(definition, { severities: config?.severities });
  const errors = [...diagnostics, ...found].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new DiagnosticsError(errors, definition.text);
  return { text, placed: definition.placed };
}
