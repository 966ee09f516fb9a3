import { join } from 'node:path';
import { askEnvironment, endpointServices } from '../endpoint';
import { readJsonFile } from '../json-file';
import type { Services } from '../services';
import type { Local } from '../start-local';
import { StateInUseError } from '../state-lock';
import { type OpenEnvironmentOptions, withEnvironment } from './open-environment';
import { findProject, stateFolderOf } from './project';
import { untilIdle } from './until-idle';

/** An environment that is only read, in this process or another one. */
export interface ReadOnlyEnvironment extends Pick<Local, 'outputs'> {
  readonly environment: string;
  readonly services: Pick<Services, 'call'>;
  readonly stateFolder: string;
}

/** Longest time to wait for executions of this process before reading. */
const settleSeconds = 2;
/** Milliseconds for another process to respond: it may be in a long computation. */
const patience = 5_000;

/**
 * Reads an environment that has been run. If another process uses it, calls that process; otherwise starts it here, and its executions
 * go on meanwhile. Throws CannotRunError if it has not been run yet, StateInUseError if the other process does not respond.
 */
export async function readEnvironment<Result>(
  options: OpenEnvironmentOptions,
  use: (look: ReadOnlyEnvironment) => Promise<Result>,
): Promise<Result> {
  const stateFolder = stateFolderOf(findProject(options.cwd), options.environment);
  try {
    return await withEnvironment(options, async ({ local }) => {
      // What fell due while no process ran, such as the end of a Wait, happens first.
      await untilIdle(local, { timeoutSeconds: settleSeconds, signal: options.signal });
      const { services, outputs } = local;
      return use({ environment: options.environment, services, outputs, stateFolder });
    });
  } catch (error) {
    if (!(error instanceof StateInUseError)) throw error;
    const look = await readServedEnvironment(stateFolder);
    if (look === undefined) throw error;
    return use(look);
  }
}

async function readServedEnvironment(stateFolder: string): Promise<ReadOnlyEnvironment | undefined> {
  const port = readJsonFile<{ readonly port: number }>(join(stateFolder, 'endpoint.json'))?.port;
  if (port === undefined) return undefined;
  const url = `http://127.0.0.1:${port}`;
  const served = await askEnvironment(url, patience);
  if (served === undefined) return undefined;
  const { environment, region, outputs } = served;
  return { environment, outputs, stateFolder, services: endpointServices(url, region) };
}
