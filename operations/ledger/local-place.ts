import type { Local } from '@document-pipelines/local-aws';
import { untilIdle } from '@document-pipelines/local-aws/environment';
import type { Look } from '../environment';
import { backingOff } from './backing-off';
import { type LedgerPlace, ledgerNames } from './ledger-place';

/** The ledger of an environment that runs locally. Aborting the signal ends a wait with its reason. */
export function localPlace(local: Local, signal: AbortSignal): LedgerPlace {
  const { app, services, outputs, place } = local;
  return {
    ...seenPlace({ environment: app.environment, services, outputs, stateFolder: place.stateFolder }),
    settle: async (maxSeconds) => {
      await untilIdle(local, { timeoutSeconds: maxSeconds, signal });
    },
  };
}

/** The ledger of an environment that is only read: does not wait for running executions. */
export function seenPlace({ environment, services, outputs, stateFolder }: Omit<Look, 'names'>): LedgerPlace {
  return {
    environment,
    call: backingOff((service, operation, input) => services.call(service, operation, input, { kind: 'operator' })),
    names: ledgerNames(outputs),
    // One process at a time uses an environment: no other reader could receive the letters meanwhile.
    hiddenSeconds: 2,
    pollSeconds: 0,
    stateFolder,
    settle: async () => undefined,
  };
}
