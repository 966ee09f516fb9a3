import type { FinalState } from '../world/scenario';

/** Where a document ended: `lost` is in no final state. */
export type End = FinalState | 'lost';

/** State of a document in the raw stores at the end. */
export interface InspectedDocument {
  readonly documentId: string;
  readonly end: End;
  /** Violations, as sentences. */
  readonly violations: readonly string[];
  /** More than one execution did what one alone may do. */
  readonly isDuplicated: boolean;
  /** Notices beyond the first: SNS is not idempotent, a subscriber recognises them by documentId. */
  readonly repeatedNotices: number;
  /** Dead letters in the queue, including those that were acted on. */
  readonly letters: number;
  /** Dead letters in addition to the one for each failure: they name the same execution. */
  readonly repeatedLetters: number;
  readonly executions: number;
  /**
   * Of these, stopped by a person or with their batch: after a stop between a dead letter and the execution's end, the failure rule
   * sends it again.
   */
  readonly stopped: number;
  /** States entered and retries of all its executions. */
  readonly transitions: number;
  readonly retries: number;
  /** Pages and jobs that Textract is paid for. */
  readonly textractCalls: number;
  readonly modelCalls: number;
}
