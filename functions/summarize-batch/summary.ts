import type { ResultsObject } from './event';

/**
 * The outcome of an item: the `outcome` of a child's output, FAILED if the child failed, timed out or was aborted,
 * PENDING if it never began. Rows that were not items are counted separately.
 */
export interface OutcomeCounts {
  readonly STORED: number;
  readonly REJECTED: number;
  readonly HANDED_OVER: number;
  readonly ALREADY_PROCESSED: number;
  readonly FAILED: number;
  readonly PENDING: number;
  /** Succeeded with another outcome: one of the definition that this function does not know. */
  readonly OTHER: number;
}

/** A child execution that failed. */
export interface FailedChild {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly documentId: string;
  /** Owner of the document's row: the `redriveOf` of a redrive. The child itself if there is no row. */
  readonly executionArn: string;
  /** `attempt` of the child's input; default 1. */
  readonly attempt: number;
  /** State, error and cause from the row; `unknown` and the child's own if the row is not FAILED. */
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

/** An item whose child never began, as in items.jsonl. */
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
 * The result of SummarizeBatch, and the batch's output: the summary with its lists cut to the first 20, and where the
 * whole one is.
 */
export interface SummarizedBatch extends BatchSummary {
  readonly summary: ResultsObject;
}
