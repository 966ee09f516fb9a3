import type { Local } from '@document-pipelines/local-aws';
import { untilIdle } from '@document-pipelines/local-aws/environment';
import type { ReadOnlyEnvironment } from '../environment';
import { backingOff } from './backing-off';
import { type LedgerClient, ledgerNames } from './ledger-client';

/** The ledger of an environment that runs locally. Aborting the signal ends a wait with its reason. */
export function localLedgerClient(local: Local, signal: AbortSignal): LedgerClient {
  const { app, services, outputs, localAccount: client } = local;
  return {
    ...readOnlyLedgerClient({ environment: app.environment, services, outputs, stateFolder: client.stateFolder }),
    settle: async (maxSeconds) => {
      await untilIdle(local, { timeoutSeconds: maxSeconds, signal });
    },
  };
}

/** The ledger of an environment that is only read: does not wait for running executions. */
export function readOnlyLedgerClient({
  environment,
  services,
  outputs,
  stateFolder,
}: Omit<ReadOnlyEnvironment, 'names'>): LedgerClient {
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
