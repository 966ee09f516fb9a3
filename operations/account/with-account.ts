import { StateInUseError } from '@document-pipelines/local-aws';
import {
  type EnvironmentOptions,
  findProject,
  servedEnvironment,
  stateFolderOf,
  withEnvironment,
} from '@document-pipelines/local-aws/environment';
import type { Account } from './account';
import { awsAccount } from './aws/aws-account';
import type { AwsChoice } from './aws/aws-choice';
import { endpointAccount } from './endpoint-account';
import { localAccount } from './local-account';

/** Which account a command uses. */
export interface AccountOptions extends EnvironmentOptions {
  /** The environment on AWS; absent: the local one. */
  readonly aws?: AwsChoice;
}

/** How a person starts what is not there yet. */
const firstCommand = 'npx pipelines run';

/** Longest time to wait for what fell due while no process ran, such as the end of a Wait, in seconds. */
const settleSeconds = 2;

/**
 * Opens the account of an environment for a command, as a person typed it, uses it and closes it: on AWS, or through the process that
 * runs the environment if there is one, else by starting it, so that its executions go on meanwhile. Throws CannotRunError if nothing has
 * been run yet, StateInUseError if the other process does not respond, and UserError for AWS settings.
 */
export async function withAccount<Result>(
  command: string,
  options: AccountOptions,
  use: (account: Account) => Promise<Result>,
): Promise<Result> {
  const { aws } = options;
  if (aws !== undefined) return use(await awsAccount({ ...options, aws }));
  return elseThroughEndpoint(options, use, () =>
    withEnvironment({ ...options, command, firstCommand }, async ({ local }) => {
      const account = localAccount(local, options.signal);
      await account.settle(settleSeconds);
      return use(account);
    }),
  );
}

/** Opens an environment in this process, or uses the process that works in its state folder already. */
export async function elseThroughEndpoint<Result>(
  { cwd, environment, signal }: Pick<EnvironmentOptions, 'cwd' | 'environment' | 'signal'>,
  use: (account: Account) => Promise<Result>,
  openHere: () => Promise<Result>,
): Promise<Result> {
  try {
    return await openHere();
  } catch (error) {
    if (!(error instanceof StateInUseError)) throw error;
    const stateFolder = stateFolderOf(findProject(cwd), environment);
    const served = await servedEnvironment(stateFolder);
    if (served === undefined) throw error;
    return use(endpointAccount(served, { stateFolder, signal }));
  }
}
