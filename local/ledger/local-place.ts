import { untilIdle } from '../run/environment/until-idle';
import type { Local } from '../start-local';
import { type LedgerPlace, ledgerNames } from './ledger-place';

/** The ledger of an environment that runs on this laptop. Aborting the signal ends a wait with its reason. */
export function localPlace(local: Local, signal: AbortSignal): LedgerPlace {
  return {
    environment: local.app.environment,
    call: (service, operation, input) => local.services.call(service, operation, input, { kind: 'operator' }),
    names: ledgerNames(local.outputs),
    // One process works in an environment at a time: nobody else could take the letters meanwhile.
    hiddenSeconds: 2,
    pollSeconds: 0,
    settle: async (maxSeconds) => {
      await untilIdle(local, { timeoutSeconds: maxSeconds, signal });
    },
  };
}
