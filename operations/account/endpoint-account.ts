import { type OtherProcess, sdkCalls } from '@document-pipelines/local-aws/environment';
import { operatorCommands } from '../operator-commands';
import { type Account, callerIdentity } from './account';
import { accountNames } from './account-names';
import { settleByPolling } from './settle-by-polling';

/** Keys are not secret there: keys that do not belong to a role belong to the operator. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The account of an environment that another process runs, through its endpoint. */
export function endpointAccount(
  { environment, region, outputs, endpointUrl }: OtherProcess,
  { stateFolder, signal }: { readonly stateFolder: string; readonly signal: AbortSignal },
): Account {
  const call = sdkCalls({ endpointUrl, region, credentials });
  return {
    environment,
    region,
    kind: 'endpoint',
    call: (service, operation, input) => call(service, operation, input),
    commands: operatorCommands({ environment }),
    names: accountNames(outputs),
    caller: async () => callerIdentity(await call('sts', 'GetCallerIdentity', {})),
    hiddenSeconds: 2,
    pollSeconds: 0,
    stateFolder,
    settle: settleByPolling({ first: 0.2, most: 1 }, signal),
  };
}
