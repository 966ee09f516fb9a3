import type { EnvironmentOptions } from '@document-pipelines/local-aws/environment';
import { lookAt, withEnvironment } from '../../environment';
import type { LedgerPlace } from '../ledger-place';
import { localPlace, seenPlace } from '../local-place';

/** Options of every command on a ledger. */
export interface LedgerOptions extends EnvironmentOptions {
  /** Print only JSON to stdout. */
  readonly json: boolean;
}

type Use<Result> = (place: LedgerPlace) => Promise<Result>;

/** Opens the ledger of an environment that has been run here, calls `use` with it, and closes it. Throws CannotRunError. */
export async function withLedger<Result>(command: string, options: LedgerOptions, use: Use<Result>): Promise<Result> {
  return withEnvironment({ ...options, command }, ({ local }) => use(localPlace(local, options.signal)));
}

/** As {@link withLedger}, but only for reading: also works while another process uses the environment. */
export async function withLedgerLook<Result>(
  command: string,
  options: LedgerOptions,
  use: Use<Result>,
): Promise<Result> {
  return lookAt({ ...options, command }, (look) => use(seenPlace(look)));
}
