import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { type Account, isServiceError, type MachineNames } from '../../account';
import { type BatchRequest, batchMachineName } from './batch-request';

/** Starts a batch's execution, named by its id. Throws CannotRunError if the id is in use. */
export async function startBatch(
  account: Account,
  { batchId, request }: { readonly batchId: string; readonly request: BatchRequest },
): Promise<string> {
  const { aliasArn: stateMachineArn } = batchMachine(account);
  try {
    const { executionArn } = await account.call('states', 'StartExecution', {
      stateMachineArn,
      name: batchId,
      input: JSON.stringify(request),
    });
    return String(executionArn);
  } catch (error) {
    if (!isServiceError(error, 'ExecutionAlreadyExists')) throw error;
    throw new CannotRunError(`batch ${batchId} exists already: \`${account.commands.showBatch(batchId)}\``);
  }
}

function batchMachine({ names }: Account): MachineNames {
  const found = names.machines.find(({ localName }) => localName === batchMachineName);
  if (found === undefined) throw new CannotRunError(`the stack has no state machine ${batchMachineName}`);
  return found;
}
