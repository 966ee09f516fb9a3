import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns variables that can be used to load every function of a folder, in tests and benchmarks: each upper-case name
 * in their code, with a value that is valid as a number and as a name. Not the values of a stack.
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
