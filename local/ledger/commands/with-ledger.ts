import { CannotRunError } from '../../run/environment/cannot-run-error';
import { type EnvironmentOptions, withEnvironment } from '../../run/environment/open-environment';
import type { LedgerPlace } from '../ledger-place';
import { localPlace } from '../local-place';
import { UnknownDocumentError } from '../redrive/select-documents';

/** What every command on a ledger is given. */
export interface LedgerOptions extends EnvironmentOptions {
  /** JSON on stdout and nothing else there. */
  readonly json: boolean;
}

/** Opens the ledger of an environment that has been run here, works with it, and closes it. Throws CannotRunError. */
export async function withLedger<Result>(
  command: string,
  options: LedgerOptions,
  use: (place: LedgerPlace) => Promise<Result>,
): Promise<Result> {
  return withEnvironment({ ...options, command }, async ({ local }) => {
    try {
      return await use(localPlace(local, options.signal));
    } catch (error) {
      if (error instanceof UnknownDocumentError) throw new CannotRunError(error.message);
      throw error;
    }
  });
}
