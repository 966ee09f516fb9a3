import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type ContentCache, contentCache } from '@document-pipelines/asl/content-cache';

/** Where the local environments of all suites keep what was found in definitions: each definition is checked once, not at each start. */
export const keptChecksFolder = join(__dirname, '..', '.cache', 'checks-of-tests');

const kept = contentCache(keptChecksFolder);

/** What an environment of a test is started with. Suites that run side by side change definitions: each change has a name of its own. */
export const keptChecks: ContentCache = {
  get: (name, inputs, compute) => kept.get(`${name}-${digestOf(inputs)}`, inputs, compute),
};

function digestOf(inputs: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 12);
}
