import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { configFinder, configInputs, soundDefinition } from '@document-pipelines/asl/config';
import { type ContentCache, noCache } from '@document-pipelines/asl/content-cache';
import { requireLockedRole } from '@document-pipelines/asl/iam';
import { loadDefinition, type ParsedDefinition, parsedDefinition } from '@document-pipelines/asl/load';
import { exampleTexts, roleLockText, textsBelow } from '@document-pipelines/asl/named-files';

const suffix = '.asl.yaml';

/**
 * Reads every `<folder>/<name>.asl.yaml`, placeholders still inside, and checks it: once for all environments, and not again while the
 * definition, its example, the lock of its role, the prompts and asl.config.yaml are the same. By name. Throws DiagnosticsError with every
 * mistake of the first bad one at its place, and a UserError for a role that differs from its lock; warnings are `asl check`'s to print.
 */
export function checkedDefinitions(
  folder: string,
  cache: ContentCache = noCache,
): Readonly<Record<string, ParsedDefinition>> {
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : []));
  // Any definition may name any prompt.
  const prompts = textsBelow(folder, '.md');
  const findConfig = configFinder(cache);
  return Object.fromEntries(
    names.map((name) => {
      const file = relative(process.cwd(), join(folder, name + suffix));
      const written = readFileSync(file, 'utf8');
      const lock = roleLockText(file) ?? '';
      const inputs = [
        file,
        written,
        lock,
        ...prompts,
        ...exampleTexts(written, file),
        ...configInputs(findConfig(file)),
      ];
      const { text, placed } = cache.get(name, inputs, () => {
        const definition = soundDefinition(loadDefinition(file), { findConfig });
        requireLockedRole(definition);
        return { text: definition.text, placed: definition.placed };
      });
      return [name, parsedDefinition(file, text, placed)];
    }),
  );
}
