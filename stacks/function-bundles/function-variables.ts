import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Variables with which every function of a folder can be loaded, for tests and benches: each name in capitals that stands in their code,
 * with a value that passes for a number and for a name. Not what a stack gives.
 */
export function loadingVariables(functionsFolder: string): Readonly<Record<string, string>> {
  const sources = readdirSync(functionsFolder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const texts = sources.map((name) => readFileSync(join(functionsFolder, name), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, name]) => name ?? ''),
  );
  return { ...Object.fromEntries(names.map((name) => [name, '1'])), REMINDERS: 'none', REDACTED_KINDS: 'email' };
}
