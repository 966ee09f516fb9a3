import { checkText } from '../../language/check';
import { cacheFolder, contentCache } from '../../language/content-cache';
import { type DefinitionWork, runCases } from '../../ui';
import { checkGivenText } from '../check/check-file';
import { checkingOf } from '../check/run-check';
import { definitionCost } from './definition-cost';

/** Checks, tests and prices definitions in this very thread. */
export function workHere(): DefinitionWork {
  const cache = contentCache(cacheFolder());
  return {
    check: async (text, file) => checkGivenText(text, file, checkingOf({ checkText, cache })),
    runCases,
    cost: definitionCost,
    close: () => undefined,
  };
}
