import { startLocal } from '@document-pipelines/local-aws';
import {
  atWork,
  CannotRunError,
  findProject,
  type ModelChoice,
  openConverse,
  startOptions,
  stateFolderOf,
  synthesise,
} from '@document-pipelines/local-aws/environment';
import { type Account, type AccountOptions, elseThroughEndpoint, localAccount, withAccount } from '../../account';

/** Options of every command that starts a batch. */
export interface BatchRunOptions extends AccountOptions {
  readonly json: boolean;
  /** Longest time to follow the batch, in seconds. */
  readonly timeoutSeconds: number;
  /** The model of an environment that this process starts; absent: the offline reader. */
  readonly choice?: ModelChoice;
}

/**
 * Synthesises and starts an environment, continues what was running there, and stops it when `use` is done. If another process runs it,
 * uses that one. Throws CannotRunError.
 */
export async function withBatchAccount<Result>(
  command: string,
  options: BatchRunOptions,
  use: (account: Account) => Promise<Result>,
): Promise<Result> {
  if (options.aws !== undefined) return withAccount(command, options, use);
  const useOther = (account: Account): Promise<Result> => {
    if (options.choice?.model !== undefined || options.choice?.modelServer !== undefined)
      throw new CannotRunError(
        'another process runs the environment, and its model is the one that it was started with',
      );
    return use(account);
  };
  return elseThroughEndpoint(options, useOther, () => startHere(command, options, use));
}

async function startHere<Result>(
  command: string,
  { cwd, environment, choice, console, signal }: BatchRunOptions,
  use: (account: Account) => Promise<Result>,
): Promise<Result> {
  const project = findProject(cwd);
  console.say(`${command}: synthesising ${environment} …`);
  console.doing({ line: () => `synthesising ${environment}` });
  await synthesise(project, signal);
  const converse = await openConverse(choice, { console, signal });
  console.doing({ line: () => `applying ${environment}` });
  const local = await startLocal({
    ...startOptions(project, environment, console),
    stateFolder: stateFolderOf(project, environment),
    command,
    ...converse,
  });
  try {
    console.doing({ line: () => atWork(local) });
    if (local.resumed > 0) console.say(`continuing ${local.resumed} execution(s) of an earlier run`);
    return await use(localAccount(local, signal));
  } finally {
    console.doing({ line: () => 'stopping' });
    await local.close();
  }
}
