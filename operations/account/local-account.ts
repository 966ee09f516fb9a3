import type { Local } from '@document-pipelines/local-aws';
import { untilIdle } from '@document-pipelines/local-aws/environment';
import { operatorCommands } from '../operator-commands';
import { type Account, callerIdentity } from './account';
import { accountNames } from './account-names';
import { backingOff } from './backing-off';

/** The account of an environment that runs in this process. Aborting the signal ends a wait with its reason. */
export function localAccount(local: Local, signal: AbortSignal): Account {
  const { app, services, outputs, localAccount: account } = local;
  return {
    environment: app.environment,
    region: app.region,
    kind: 'process',
    call: backingOff((service, operation, input) => services.call(service, operation, input, { kind: 'operator' })),
    commands: operatorCommands({ environment: app.environment }),
    names: accountNames(outputs),
    caller: async () => callerIdentity(await services.call('sts', 'GetCallerIdentity', {}, { kind: 'operator' })),
    // One process at a time uses an environment: no other reader could receive the letters meanwhile.
    hiddenSeconds: 2,
    pollSeconds: 0,
    stateFolder: account.stateFolder,
    settle: (maxSeconds) => untilIdle(local, { timeoutSeconds: maxSeconds, signal }),
  };
}
