import type { EnvironmentOptions } from '@document-pipelines/local-aws/environment';
import { readEnvironment, withEnvironment } from '../../environment';
import type { LedgerClient } from '../ledger-client';
import { localLedgerClient, readOnlyLedgerClient } from '../local-ledger-client';

/** Options of every command on a ledger. */
export interface LedgerOptions extends EnvironmentOptions {
  /** Print only JSON to stdout. */
  readonly json: boolean;
}

type Use<Result> = (client: LedgerClient) => Promise<Result>;

/** Opens the ledger of an environment that has been run here, calls `use` with it, and closes it. Throws CannotRunError. */
export async function withLedger<Result>(command: string, options: LedgerOptions, use: Use<Result>): Promise<Result> {
  return withEnvironment({ ...options, command }, ({ local }) => use(localLedgerClient(local, options.signal)));
}

/** As {@link withLedger}, but only for reading: also works while another process uses the environment. */
export async function withLedgerLook<Result>(
  command: string,
  options: LedgerOptions,
  use: Use<Result>,
): Promise<Result> {
  return readEnvironment({ ...options, command }, (look) => use(readOnlyLedgerClient(look)));
}
