import { PutObjectCommand } from '@aws-sdk/client-s3';
import { priceOf } from './batch-price';
import { type ChildResult, findResults, type MapRunResults, readLines } from './child-results';
import type { SummarizeBatchDependencies } from './dependencies';
import type { SummarizeBatchEvent } from './event';
import { readFailures } from './read-failures';
import type { BadRow, BatchSummary, PendingItem, SummarizedBatch } from './summary';
import { OutcomeTally } from './tally';

export type { SummarizeBatchDependencies } from './dependencies';
export type { SummarizeBatchEvent } from './event';

/** Entries of each list in the state's output; the file has all of them. */
const listedInOutput = 20;

/**
 * Reads the outcome of each child (streamed), and writes `batches/<batchId>/summary.json`. Called again, it writes the
 * same file again.
 *
 * Throws ResultsMissing until the Map Run's manifest exists; other errors of the SDK keep their names.
 */
export async function summarizeBatch(
  event: SummarizeBatchEvent,
  dependencies: SummarizeBatchDependencies,
): Promise<SummarizedBatch> {
  const { batchId, executionArn, prepared, isToleranceExceeded } = event;
  const results = await findResults(dependencies.s3, event);
  const tally = await tallyResults(results, dependencies);
  const failed = await readFailures(tally.failed, dependencies);
  const pending = await pendingItems(event, tally, dependencies);
  const badRows: BadRow[] = [];
  const { bucket } = prepared.items;
  for await (const row of readLines<BadRow>(dependencies.s3, { bucket, keys: [prepared.badRows.key] }))
    badRows.push(row);
  const counts = { ...prepared.counts, ...tally.outcomes, PENDING: pending.length };
  const price = priceOf(counts, dependencies.pricePerTransition);
  dependencies.log.info('the batch is summarized', { ...counts });
  const whose = { batchId, executionArn, mapRunArn: results.mapRunArn, isToleranceExceeded };
  return write({ ...whose, items: prepared.items, counts, price, failed, pending, badRows }, bucket, dependencies);
}

async function tallyResults(
  { succeeded, failed }: MapRunResults,
  { s3 }: SummarizeBatchDependencies,
): Promise<OutcomeTally> {
  const tally = new OutcomeTally();
  for await (const child of readLines<ChildResult>(s3, succeeded)) tally.addSucceeded(child);
  for await (const child of readLines<ChildResult>(s3, failed)) tally.addFailed(child);
  return tally;
}

/** Items whose child has not ended: those of PENDING files, and those that the Map Run had not even read when it stopped. */
async function pendingItems(
  { prepared: { items } }: SummarizeBatchEvent,
  tally: OutcomeTally,
  { s3 }: SummarizeBatchDependencies,
): Promise<PendingItem[]> {
  const pending: PendingItem[] = [];
  for await (const item of readLines<PendingItem>(s3, { bucket: items.bucket, keys: [items.key] })) {
    if (!tally.hasEnded(item)) pending.push(item);
  }
  return pending;
}

async function write(
  summary: BatchSummary,
  bucket: string,
  { s3 }: SummarizeBatchDependencies,
): Promise<SummarizedBatch> {
  const key = `batches/${summary.batchId}/summary.json`;
  const body = JSON.stringify(summary, undefined, 2);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' }));
  return {
    ...summary,
    failed: summary.failed.slice(0, listedInOutput),
    pending: summary.pending.slice(0, listedInOutput),
    badRows: summary.badRows.slice(0, listedInOutput),
    summary: { bucket, key },
  };
}
