import { apiSource, type ExecutionSource } from '@document-pipelines/asl/ui';
import { folderSource, readLogGroup } from '@document-pipelines/local-aws/ui';
import type { Account } from '../account';

/** The executions of an account: of a local environment from its state folder, which has the functions' logs too; else through the API. */
export async function accountSource(account: Account): Promise<ExecutionSource> {
  const { environment, region, stateFolder, kind } = account;
  if (stateFolder !== undefined) return folderSource(stateFolder, `${environment}, .local/${environment}`);
  const { account: id } = await account.caller();
  return apiSource((operation, input) => account.call('states', operation, { ...input }), {
    kind: kind === 'aws' ? 'aws' : 'local',
    label: `${environment}, AWS account ${id}, ${region}`,
    region,
    log: (request) => readLogGroup(request, region),
  });
}
