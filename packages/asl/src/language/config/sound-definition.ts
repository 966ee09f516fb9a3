import type { CheckOptions } from '../check';
import { DiagnosticsError } from '../diagnostics';
import type { ParsedDefinition, ParseResult } from '../load';
import { type ConfigFinder, configFinder } from './config-finder';

/** What a loaded definition is checked with. */
export interface SoundnessOptions extends Pick<CheckOptions, 'type'> {
  /** Default: one that reads the configuration now. */
  readonly findConfig?: ConfigFinder;
}

/**
 * A loaded definition that has no errors, by the severities of its asl.config.yaml; warnings are `asl check`'s to print. Throws
 * DiagnosticsError with every error of the definition, or of the configuration.
 */
export function soundDefinition(
  { text, definition, diagnostics }: ParseResult,
  { type, findConfig = configFinder() }: SoundnessOptions = {},
): ParsedDefinition {
  if (definition === undefined) throw new DiagnosticsError(diagnostics, text);
  const config = findConfig(definition.file);
  if (config !== undefined && config.diagnostics.length > 0)
    throw new DiagnosticsError(config.diagnostics, config.text);
  // Loaded here: what only looks for a configuration needs no checks.
  const { checkLoaded } = require('../check') as typeof import('../check');
  const found = checkLoaded({ definition, diagnostics }, { type, severities: config?.severities });
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new DiagnosticsError(errors, definition.text);
  return definition;
}
