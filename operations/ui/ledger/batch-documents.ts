import { UserError } from '@document-pipelines/asl/diagnostics';
import { type Account, isServiceError } from '../../account';
import { batchesPrefix, readLines } from '../../ledger/evidence/batches';
import { documentIdOf, pointerIn } from '../../ledger/object-pointer';

/** Returns the documents that a batch named, from its list in the results bucket. Throws UserError for an unknown batch. */
export async function readBatchDocuments(account: Account, batchId: string): Promise<ReadonlySet<string>> {
  try {
    const lines = await readLines(account, `${batchesPrefix}${batchId}/items.jsonl`);
    return new Set(
      lines
        .map(pointerIn)
        .filter((pointer) => pointer !== undefined)
        .map(documentIdOf),
    );
  } catch (error) {
    if (!isServiceError(error, 'NoSuchKey', 'NotFound')) throw error;
    throw new UserError(`there is no batch ${batchId}`, { help: `\`${account.commands.listBatches()}\` lists them` });
  }
}
