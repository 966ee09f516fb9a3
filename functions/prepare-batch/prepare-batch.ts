import { claimBatch } from './claim-batch';
import type { PrepareBatchDependencies } from './dependencies';
import type { PrepareBatchEvent, PreparedBatch } from './event';
import { GatheredRows } from './gathered-rows';
import { readRows } from './rows/read-rows';
import { resolveVersions } from './rows/resolve-versions';
import { writeLines } from './write-lines';

export type { PrepareBatchDependencies } from './dependencies';
export type { BatchRequest, PrepareBatchEvent, PreparedBatch } from './event';

/**
 * Lists the object versions of a manifest or a prefix, in three objects under `batches/<batchId>/`: `batch.json` (whose
 * batch it is; see {@link claimBatch}), `bad-rows.jsonl` and `items.jsonl`. Rows without a version are looked up,
 * repeats are dropped and counted, bad rows are listed with their line; the batch continues without them. Called again,
 * it writes the same objects again.
 *
 * Throws MalformedBatchRequest, BatchIdTaken, UnreadableManifest, TooManyItems, EmptyBatch; other errors of the SDK
 * keep their names.
 */
export async function prepareBatch(
  event: PrepareBatchEvent,
  dependencies: PrepareBatchDependencies,
): Promise<PreparedBatch> {
  await claimBatch(event, dependencies);
  const gathered = new GatheredRows(dependencies.maxItems);
  for await (const row of resolveVersions(readRows(event.request, dependencies), dependencies)) gathered.add(row);
  const { items, badRows, counts } = gathered;
  const written = {
    badRows: await writeLines(dependencies, `batches/${event.batchId}/bad-rows.jsonl`, badRows),
    items: await writeLines(dependencies, `batches/${event.batchId}/items.jsonl`, items),
  };
  dependencies.log.info('the batch is prepared', { ...counts });
  gathered.assertNotEmpty(written.badRows);
  return { batchId: event.batchId, ...written, counts };
}
