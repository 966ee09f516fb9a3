import { CannotRunError } from '@document-pipelines/local-aws/environment';
import type { OperatorCommands } from '../operator-commands';

/** The error for an id of no batch. */
export function noSuchBatch(batchId: string, commands: OperatorCommands): CannotRunError {
  return new CannotRunError(`there is no batch ${batchId}; \`${commands.listBatches()}\` lists them`);
}
