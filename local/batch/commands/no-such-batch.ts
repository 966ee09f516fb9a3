import type { OperatorCommands } from '../../wording';
import { CannotRunError } from '../../run/environment/cannot-run-error';

/** The error for an id of no batch. */
export function noSuchBatch(batchId: string, commands: OperatorCommands): CannotRunError {
  return new CannotRunError(`there is no batch ${batchId}; \`${commands.listBatches()}\` lists them`);
}
