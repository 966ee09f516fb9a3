import {
  type EnvironmentOptions,
  type ReadOnlyEnvironment as LocalLook,
  type OpenEnvironment as LocalOpenEnvironment,
  readEnvironment as lookAtLocal,
  withEnvironment as withLocalEnvironment,
} from '@document-pipelines/local-aws/environment';
import { type EnvironmentOutputs, environmentOutputs } from './environment-outputs';

/** An environment of these pipelines that has been run before, started again. */
export interface OpenEnvironment extends LocalOpenEnvironment {
  readonly outputs: EnvironmentOutputs;
}

/** An environment of these pipelines that is only read, in this or another process. */
export interface ReadOnlyEnvironment extends LocalLook {
  readonly names: EnvironmentOutputs;
}

/** How a person starts what is not there yet. */
const firstCommand = 'npx pipelines run';

type CommandOptions = EnvironmentOptions & { readonly command: string };

/** Starts the environment that an earlier run left, uses it and stops it. Throws CannotRunError if nothing has been run yet. */
export async function withEnvironment<Result>(
  options: CommandOptions,
  use: (environment: OpenEnvironment) => Promise<Result>,
): Promise<Result> {
  return withLocalEnvironment({ ...options, firstCommand }, (environment) =>
    use({ ...environment, outputs: environmentOutputs(environment.local) }),
  );
}

/** Reads an environment, in the process that runs it if there is one. Throws CannotRunError, and StateInUseError if that process does not answer. */
export async function readEnvironment<Result>(
  options: CommandOptions,
  use: (look: ReadOnlyEnvironment) => Promise<Result>,
): Promise<Result> {
  return lookAtLocal({ ...options, firstCommand }, (look) => use({ ...look, names: environmentOutputs(look) }));
}
