/** What SummarizeBatch hands over. */
export interface SummarizeBatchEvent {
  readonly batchId: string;
  readonly executionArn: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
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
  /** Where the ResultWriter's manifest.json lies; absent where the Map failed: then it is looked for under `batches/<batchId>/`. */
  readonly results?: ResultsObject;
  /** Whether more children failed than are tolerated. */
  readonly isToleranceExceeded: boolean;
}

/** Where an object lies. */
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
}

/** A child execution that failed. */
export interface FailedChild {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly documentId: string;
  /** Owner of the document's row, if the child came so far: what a redrive names in `redriveOf`. */
  readonly executionArn: string;
  /** `attempt` of the child's input; 1 where it has none. */
  readonly attempt: number;
  readonly state: string;
  readonly error: string;
  /** At most 500 characters. */
  readonly cause: string;
  /** `sent` by the child, `sent-by-summary` here, `left-to-the-net` (STANDARD: record-failed-execution), `not-needed` (its row is final or another's). */
  readonly deadLetter: 'sent' | 'sent-by-summary' | 'left-to-the-net' | 'not-needed';
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
  /** STANDARD: transitions of the children; EXPRESS: requests and GB-seconds. */
  readonly basis: { readonly transitions?: number; readonly requests?: number; readonly gigabyteSeconds?: number };
  /** What the figures assume, as sentences. */
  readonly assumptions: readonly string[];
}

/** `batches/<batchId>/summary.json`: everything, no list cut. */
export interface BatchSummary {
  readonly batchId: string;
  readonly executionArn: string;
  readonly executionType: 'STANDARD' | 'EXPRESS';
  readonly mapRunArn: string;
  readonly isToleranceExceeded: boolean;
  readonly items: ResultsObject;
  readonly counts: OutcomeCounts & { readonly rows: number; readonly items: number; readonly duplicates: number; readonly badRows: number };
  readonly price: BatchPrice;
  readonly failed: readonly FailedChild[];
  readonly pending: readonly PendingItem[];
  readonly badRows: readonly { readonly line: number; readonly reason: string; readonly row: string }[];
}

/**
 * What SummarizeBatch answers, and the batch's output: the summary with its lists cut to the first 20, and where the whole one lies.
 */
export interface SummarizedBatch extends BatchSummary {
  readonly summary: ResultsObject;
}
