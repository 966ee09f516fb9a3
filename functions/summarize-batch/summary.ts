import type { ResultsObject } from './event';

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
