import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Local, startLocal } from '../start-local';
import { atWork } from './at-work';
import { CannotRunError } from './cannot-run-error';
import type { Console } from './console';
import { findProject, type Project, stateFolderOf } from './project';
import { startOptions } from './start-options';
import { synthesise } from './synthesise';

/** Options of every command that uses an environment that has been run. */
export interface EnvironmentOptions {
  readonly cwd: string;
  readonly environment: string;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** How an environment is opened by a command. */
export interface OpenEnvironmentOptions extends EnvironmentOptions {
  /** As a person typed it. */
  readonly command: string;
  /** What a person is told to run where nothing has been run yet. */
  readonly firstCommand: string;
}

/** An environment that has been run before, started again. */
export interface OpenEnvironment {
  readonly local: Local;
  readonly stateFolder: string;
}

/**
 * Starts the environment that an earlier run left, resumes its executions while `use` runs, and stops it. Throws CannotRunError if it
 * has not been run yet.
 */
export async function withEnvironment<Result>(
  options: OpenEnvironmentOptions,
  use: (environment: OpenEnvironment) => Promise<Result>,
): Promise<Result> {
  const project = findProject(options.cwd);
  const stateFolder = stateFolderOf(project, options.environment);
  if (!existsSync(stateFolder))
    throw new CannotRunError(`there are no runs in ${options.environment}: run \`${options.firstCommand}\` first`);
  const { command, console } = options;
  console.doing({ line: () => `${command}: opening ${options.environment}` });
  await synthesiseOnce(project, options);
  const local = await startLocal({
    ...startOptions(project, options.environment, console),
    stateFolder,
    command,
  });
  console.doing({ line: () => `${command}: ${atWork(local)}` });
  try {
    return await use({ local, stateFolder });
  } finally {
    console.doing({ line: () => `${command}: stopping` });
    await local.close();
  }
}

/** Uses the last synthesised stack, since that is what was run; synthesises it again only if it is missing. */
async function synthesiseOnce(project: Project, { environment, signal }: EnvironmentOptions): Promise<void> {
  if (!existsSync(join(project.stacksFolder, environment, 'cdk.tf.json'))) await synthesise(project, signal);
}
