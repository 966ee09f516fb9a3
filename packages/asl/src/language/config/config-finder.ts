import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type ContentCache, noCache } from '../content-cache';
import { UserError } from '../diagnostics';
import type { CheckConfig } from './check-config';

/** The name of the file. */
export const configName = 'asl.config.yaml';

/** Returns the configuration of a definition; undefined without one. */
export type ConfigFinder = (definitionFile: string) => CheckConfig | undefined;

/**
 * A finder that looks from the folder of a definition upwards, to the root of its repository or of the file system, into each folder
 * once; a configuration that the cache has is not parsed again. Throws UserError if the file cannot be read.
 */
export function configFinder(cache: ContentCache = noCache): ConfigFinder {
  const known = new Map<string, CheckConfig | undefined>();
  const findIn = (folder: string): CheckConfig | undefined => {
    if (!known.has(folder)) known.set(folder, configIn(folder, cache) ?? findAbove(folder, findIn));
    return known.get(folder);
  };
  return (definitionFile) => findIn(dirname(resolve(definitionFile)));
}

function configIn(folder: string, cache: ContentCache): CheckConfig | undefined {
  const path = join(folder, configName);
  if (!existsSync(path)) return undefined;
  const name = relative(process.cwd(), path);
  const file = name.startsWith('..') ? path : name;
  const text = readText(path);
  return cache.get('config', [file, text], () => {
    // Loaded here: most folders have no such file, and a file that has not changed is not parsed again.
    const { parseCheckConfig } = require('./check-config') as typeof import('./check-config');
    return parseCheckConfig(text, file);
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}`);
  }
}

function findAbove(folder: string, findIn: (folder: string) => CheckConfig | undefined): CheckConfig | undefined {
  const above = dirname(folder);
  return above === folder || existsSync(join(folder, '.git')) ? undefined : findIn(above);
}

/** Returns what a cache of a definition's findings has to hash besides its text: the configuration, if there is one. */
export function configInputs(config: CheckConfig | undefined): readonly string[] {
  return config === undefined ? [] : [config.text];
}
