import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { nearestAbove } from '../paths';
import type { ApiModel } from './api-model';
import { readModelLines } from './model-lines';

const models = new Map<string, ApiModel | undefined>();

/**
 * Returns the API of a service by its name in a `Resource`, such as `sfn`; undefined if the table does not have it. The file of a service is
 * read when it is first asked for, and once.
 */
export function readApiModel(service: string): ApiModel | undefined {
  if (!models.has(service)) models.set(service, readModelFile(service));
  return models.get(service);
}

function readModelFile(service: string): ApiModel | undefined {
  if (!/^[a-z0-9]+$/.test(service)) return undefined;
  const file = join(tableFolder(), `${service}.jsonl.br`);
  if (!existsSync(file)) return undefined;
  return readModelLines(brotliDecompressSync(readFileSync(file)).toString('utf8'));
}

/** The services of the table by their names in a `Resource`, with other names that they have, in lower case without separators. */
export type ServiceNames = Readonly<Record<string, readonly string[]>>;

const names: ServiceNames[] = [];

/** Returns the services of the table. They are read when they are first asked for. */
export function readServiceNames(): ServiceNames {
  const [known = JSON.parse(readFileSync(join(tableFolder(), 'services.json'), 'utf8')) as ServiceNames] = names;
  if (names.length === 0) names.push(known);
  return known;
}

const folders: string[] = [];

/** The folder that generate/run.ts writes: next to this file or to the published bundle; a bundle of the sources is in another folder. */
function tableFolder(): string {
  const [known = findTableFolder()] = folders;
  if (folders.length === 0) folders.push(known);
  return known;
}

function findTableFolder(): string {
  const beside = join(__dirname, 'service-models');
  const found = existsSync(beside)
    ? beside
    : nearestAbove(__dirname, join('src', 'language', 'api-models', 'service-models'));
  if (found === undefined) throw new Error(`there is no table of API models next to ${__dirname} or above it`);
  return found;
}
