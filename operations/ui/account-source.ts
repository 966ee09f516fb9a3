import { apiSource, type ExecutionSource } from '@document-pipelines/asl/ui';
import { folderSource, readLogGroup } from '@document-pipelines/local-aws/ui';
import { type Account, isServiceError } from '../account';
import { accountWriter } from './executions/account-writer';

/** The executions of an account: of a local environment from its state folder, which has the functions' logs too; else through the API. */
export async function accountSource(account: Account): Promise<ExecutionSource> {
  const { environment, region, stateFolder, kind, commands } = account;
  const writer = async () => accountWriter(account);
  if (stateFolder !== undefined) {
    const options = { label: `${environment}, .local/${environment}`, runCommand: commands.runFiles() };
    return { ...folderSource(stateFolder, options), writer };
  }
  const { account: id } = await account.caller();
  const source = apiSource((operation, input) => account.call('states', operation, { ...input }), {
    kind: kind === 'aws' ? 'aws' : 'local',
    label: `${environment}, AWS account ${id}, ${region}`,
    region,
    log: (request) => readLogGroup(request, region),
    writer,
  });
  return {
    ...source,
    // Those of the environment: ListStateMachines lists a whole region, and cannot be granted for less.
    machines: async () => account.names.machines.map(({ arn, name }) => ({ stateMachineArn: arn, name })),
    list: async (of) => {
      try {
        return await source.list(of);
      } catch (error) {
        // Express executions are not listed.
        if (isServiceError(error, 'StateMachineTypeNotSupported')) return { rows: [] };
        throw error;
      }
    },
  };
}
