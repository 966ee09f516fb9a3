import { join } from 'node:path';
import type { Ended } from './temporary-project';

/** The documents of the first run. */
export const samples = join(__dirname, '..', '..', 'samples');

/** Arguments of the command that accepts documents. */
export const run = ['run'] as const;

/** What a run with `--json` prints of each document, by name: the order of the lines is that in which they ended. */
export function resultsOf({ stdout }: Ended): readonly Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Readonly<Record<string, unknown>> => JSON.parse(line))
    .sort((a, b) => String(a['document']).localeCompare(String(b['document'])));
}
