import { isServiceError, type LedgerPlace } from '../../ledger/ledger-place';
import { operatorCommands } from '../../wording';
import { CannotRunError } from '../../run/environment/cannot-run-error';
import type { BatchVariant } from '../plan/batch-plan';
import { machineNames } from '../variants';
import type { BatchRequest } from './batch-request';

/** Starts a batch's execution, named by its id. Throws CannotRunError where the id is taken. */
export async function startBatch(
  place: LedgerPlace,
  {
    batchId,
    variant,
    request,
  }: { readonly batchId: string; readonly variant: BatchVariant; readonly request: BatchRequest },
): Promise<string> {
  const { aliasArn: stateMachineArn } = machineOf(place, variant);
  try {
    const { executionArn } = await place.call('states', 'StartExecution', {
      stateMachineArn,
      name: batchId,
      input: JSON.stringify(request),
    });
    return String(executionArn);
  } catch (error) {
    if (!isServiceError(error, 'ExecutionAlreadyExists')) throw error;
    throw new CannotRunError(
      `there is a batch ${batchId} already: \`${operatorCommands(place.environment).showBatch(batchId)}\``,
    );
  }
}

/** The state machine of a variant. Throws CannotRunError where the stack has none. */
export function machineOf({ names }: LedgerPlace, variant: BatchVariant): LedgerPlace['names']['machines'][number] {
  const found = names.machines.find(({ localName }) => localName === machineNames[variant]);
  if (found === undefined) throw new CannotRunError(`the stack has no state machine ${machineNames[variant]}`);
  return found;
}
