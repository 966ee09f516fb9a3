import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Log } from '../shared/platform/log';
import { priceOf } from './batch-price';
import { type ChildResult, findResults, type MapRunResults, readLines } from './child-results';
import { readFailures } from './read-failures';
import { Tally } from './tally';

/** What SummarizeBatch hands over. */
export interface SummarizeBatchEvent {
  readonly batchId: string;
  readonly executionArn: string;
  /** What PrepareBatch answered. */
  readonly prepared: {
    readonly items: ResultsObject;
    readonly badRows: ResultsObject;
    readonly counts: {
      readonly rows: number;
      readonly items: number;
      readonly duplicates: number;
      readonly badRows: number;
    };
  };
  /** Where the ResultWriter's manifest.json lies; `{}` where the Map failed: then it is looked for under `batches/<batchId>/`. */
  readonly results: Partial<ResultsObject>;
  /** Whether more children failed than are tolerated. */
  readonly isToleranceExceeded: boolean;
}

/** Where an object of the results bucket lies. */
export interface ResultsObject {
  readonly bucket: string;
  readonly key: string;
}

/**
 * What became of an item: the `outcome` of a child's output, FAILED where the child failed, timed out or was aborted, PENDING where
 * it never began. Rows that were no items are counted beside them.
 */
export interface OutcomeCounts {
  readonly STORED: number;
  readonly REJECTED: number;
  readonly HANDED_OVER: number;
  readonly ALREADY_PROCESSED: number;
  readonly FAILED: number;
  readonly PENDING: number;
  /** Succeeded with an outcome that is none of these: the definition says something that this function does not know. */
  readonly OTHER: number;
}

/** A child execution that failed. */
export interface FailedChild {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly documentId: string;
  /** Owner of the document's row: what a redrive names in `redriveOf`. Of the child itself where there is no row. */
  readonly executionArn: string;
  /** `attempt` of the child's input; 1 where it has none. */
  readonly attempt: number;
  /** State, error and cause as the row has them; `unknown` and what the child says where the row is not FAILED. */
  readonly state: string;
  readonly error: string;
  /** At most 500 characters. */
  readonly cause: string;
}

/** A row of the manifest that is not in the batch, and why. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
  readonly row: string;
}

/** An item whose child never began, as it stands in items.jsonl. */
export interface PendingItem {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly redriveOf?: string;
  readonly attempt?: number;
  readonly checkpoint?: string;
}

/** US dollars for Step Functions alone, and how they were found. */
export interface BatchPrice {
  readonly currency: 'USD';
  readonly stepFunctions: number;
  /** Per 1,000 items of this batch. */
  readonly perThousandItems: number;
  readonly basis: { readonly transitions: number };
  /** What the figures assume, as sentences. */
  readonly assumptions: readonly string[];
}

/** `batches/<batchId>/summary.json`: everything, no list cut. */
export interface BatchSummary {
  readonly batchId: string;
  readonly executionArn: string;
  readonly mapRunArn: string;
  readonly isToleranceExceeded: boolean;
  readonly items: ResultsObject;
  readonly counts: OutcomeCounts & {
    readonly rows: number;
    readonly items: number;
    readonly duplicates: number;
    readonly badRows: number;
  };
  readonly price: BatchPrice;
  readonly failed: readonly FailedChild[];
  readonly pending: readonly PendingItem[];
  readonly badRows: readonly BadRow[];
}

/**
 * What SummarizeBatch answers, and the batch's output: the summary with its lists cut to the first 20, and where the whole one lies.
 */
export interface SummarizedBatch extends BatchSummary {
  readonly summary: ResultsObject;
}

/** What summarize-batch works with. */
export interface SummarizeBatchParts {
  readonly log: Log;
  readonly s3: Pick<S3Client, 'send'>;
  readonly ledger: { readonly dynamodb: Pick<DynamoDBClient, 'send'>; readonly tableName: string };
  /** US dollars, from the stack: the region's. */
  readonly pricePerTransition: number;
  /** Rows of failed documents that are read at a time. */
  readonly concurrency: number;
}

/** Entries of each list in the state's output; the file has all of them. */
const listedInOutput = 20;

/**
 * Reads what became of each child (streamed), and writes `batches/<batchId>/summary.json`. Called again, it writes the same file again.
 *
 * Throws ResultsMissing while the Map Run's manifest is not to be seen; other errors of the SDK leave under their own names.
 */
export async function summarizeBatch(event: SummarizeBatchEvent, parts: SummarizeBatchParts): Promise<SummarizedBatch> {
  const { batchId, executionArn, prepared, isToleranceExceeded } = event;
  const results = await findResults(parts.s3, event);
  const tally = await tallied(results, parts);
  const failed = await readFailures(tally.failed, parts);
  const pending = await pendingItems(event, tally, parts);
  const badRows: BadRow[] = [];
  const { bucket } = prepared.items;
  for await (const row of readLines<BadRow>(parts.s3, { bucket, keys: [prepared.badRows.key] })) badRows.push(row);
  const counts = { ...prepared.counts, ...tally.outcomes, PENDING: pending.length };
  const price = priceOf(counts, parts.pricePerTransition);
  parts.log.info('the batch is summarized', { ...counts });
  const whose = { batchId, executionArn, mapRunArn: results.mapRunArn, isToleranceExceeded };
  return write({ ...whose, items: prepared.items, counts, price, failed, pending, badRows }, bucket, parts);
}

async function tallied({ succeeded, failed }: MapRunResults, { s3 }: SummarizeBatchParts): Promise<Tally> {
  const tally = new Tally();
  for await (const child of readLines<ChildResult>(s3, succeeded)) tally.addSucceeded(child);
  for await (const child of readLines<ChildResult>(s3, failed)) tally.addFailed(child);
  return tally;
}

/** Items whose child has not ended: those of PENDING files, and those that the Map Run had not even read when it stopped. */
async function pendingItems(
  { prepared: { items } }: SummarizeBatchEvent,
  tally: Tally,
  { s3 }: SummarizeBatchParts,
): Promise<PendingItem[]> {
  const pending: PendingItem[] = [];
  for await (const item of readLines<PendingItem>(s3, { bucket: items.bucket, keys: [items.key] })) {
    if (!tally.hasEnded(item)) pending.push(item);
  }
  return pending;
}

async function write(summary: BatchSummary, bucket: string, { s3 }: SummarizeBatchParts): Promise<SummarizedBatch> {
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
