import { type Local, startLocal } from '@document-pipelines/local-aws';
import {
  atWork,
  type Console,
  findProject,
  type ModelChoice,
  openConverse,
  startOptions,
  stateFolderOf,
  synthesise,
} from '@document-pipelines/local-aws/environment';
import type { LedgerClient } from '../../ledger/ledger-client';
import { localLedgerClient } from '../../ledger/local-ledger-client';

/** Options of every command that starts a batch. */
export interface BatchRunOptions {
  readonly cwd: string;
  readonly environment: string;
  readonly json: boolean;
  /** Longest time to follow the batch, in seconds. */
  readonly timeoutSeconds: number;
  /** The model; absent: the offline reader. */
  readonly choice?: ModelChoice;
  readonly console: Console;
  readonly signal: AbortSignal;
}

/** An environment in which a batch can be started. */
export interface BatchEnvironment {
  readonly local: Local;
  readonly client: LedgerClient;
}

/** Synthesises and starts an environment, continues what was running there, and stops it when `use` is done. Throws CannotRunError. */
export async function withBatchEnvironment<Result>(
  command: string,
  { cwd, environment, choice, console, signal }: BatchRunOptions,
  use: (environment: BatchEnvironment) => Promise<Result>,
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
    return await use({ local, client: localLedgerClient(local, signal) });
  } finally {
    console.doing({ line: () => 'stopping' });
    await local.close();
  }
}
