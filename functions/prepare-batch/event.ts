/**
 * The input of the state machine batch-pipeline: a manifest, or everything under a prefix of the documents bucket.
 * `batchId`: 1 to 80 of `A-Za-z0-9_-`, the folder `batches/<batchId>/` of the results bucket; absent: the name of the
 * execution. A batchId belongs to one execution, and to the one that replaces it after a failure, which names it in
 * `redriveOf`.
 */
export type BatchRequest = { readonly batchId?: string; readonly redriveOf?: string } & (
  | { readonly manifest: ManifestPointer }
  | { readonly prefix: string }
);

/**
 * Where a manifest is: in the documents or the results bucket. CSV: a header with `key` and, in any order, `bucket`,
 * `versionId`, `redriveOf`, `attempt`, `checkpoint`. JSONL: an object per line with the same members. `inputType`
 * absent: by the key's ending (`.csv`, `.jsonl`, `.ndjson`).
 */
export interface ManifestPointer {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly inputType?: 'CSV' | 'JSONL';
}

/**
 * One line of `batches/<batchId>/items.jsonl`, and the input of one child execution: an object version of the documents
 * bucket. `redriveOf`, `attempt` and `checkpoint` are set only if the manifest has them: a FAILED document continues
 * only if redriveOf names the execution that owns its row (the condition of RegisterDocument); `attempt` is then 2 or
 * more.
 */
export interface BatchItem {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly redriveOf?: string;
  readonly attempt?: number;
  readonly checkpoint?: string;
}

/** One line of `batches/<batchId>/bad-rows.jsonl`: what is not in the batch, and why. `line`: from 1, the header counted; 0 for a listing. */
export interface BadRow {
  readonly line: number;
  readonly reason: string;
  /** The row as it was read, at most 300 characters. */
  readonly row: string;
}

/** The event of PrepareBatch. */
export interface PrepareBatchEvent {
  readonly batchId: string;
  readonly executionArn: string;
  readonly request: BatchRequest;
}

/** Where an object of the results bucket is. */
export interface ResultsObject {
  readonly bucket: string;
  readonly key: string;
}

/** The number of rows and their outcomes: rows = items + duplicates + badRows. */
export interface RowCounts {
  readonly rows: number;
  readonly items: number;
  /** Rows that name an object version which an earlier row names already. */
  readonly duplicates: number;
  readonly badRows: number;
}

/** The result of PrepareBatch: pointers and counts, never the items themselves. */
export interface PreparedBatch {
  readonly batchId: string;
  /** JSONL of {@link BatchItem}. */
  readonly items: ResultsObject;
  /** JSONL of {@link BadRow}; exists even if it is empty. */
  readonly badRows: ResultsObject;
  readonly counts: RowCounts;
}
