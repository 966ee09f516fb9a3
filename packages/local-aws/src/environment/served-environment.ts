import { join } from 'node:path';
import { askEnvironment, type ServedEnvironment } from '../endpoint';
import { readJsonFile } from '../json-file';

/** An environment that another process runs, and the URL of its endpoint. */
export interface OtherProcess extends ServedEnvironment {
  readonly endpointUrl: string;
}

/** Milliseconds for another process to respond: it may be in a long computation. */
const patience = 5_000;

/** Returns what the process that uses a state folder serves; undefined if none does, or if it does not respond. */
export async function servedEnvironment(stateFolder: string): Promise<OtherProcess | undefined> {
  const port = readJsonFile<{ readonly port: number }>(join(stateFolder, 'endpoint.json'))?.port;
  if (port === undefined) return undefined;
  const endpointUrl = `http://127.0.0.1:${port}`;
  const served = await askEnvironment(endpointUrl, patience);
  return served === undefined ? undefined : { ...served, endpointUrl };
}
