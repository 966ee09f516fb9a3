import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { isServiceError, type LedgerClient, type MachineNames } from '../../ledger/ledger-client';
import { operatorCommands } from '../../operator-commands';
import { type BatchRequest, batchMachineName } from './batch-request';

/** Starts a batch's execution, named by its id. Throws CannotRunError if the id is in use. */
export async function startBatch(
  client: LedgerClient,
  { batchId, request }: { readonly batchId: string; readonly request: BatchRequest },
): Promise<string> {
  const { aliasArn: stateMachineArn } = batchMachine(client);
  try {
    const { executionArn } = await client.call('states', 'StartExecution', {
      stateMachineArn,
      name: batchId,
      input: JSON.stringify(request),
    });
    return String(executionArn);
  } catch (error) {
    if (!isServiceError(error, 'ExecutionAlreadyExists')) throw error;
    throw new CannotRunError(
      `batch ${batchId} exists already: \`${operatorCommands(client.environment).showBatch(batchId)}\``,
    );
  }
}

function batchMachine({ names }: LedgerClient): MachineNames {
  const found = names.machines.find(({ localName }) => localName === batchMachineName);
  if (found === undefined) throw new CannotRunError(`the stack has no state machine ${batchMachineName}`);
  return found;
}
