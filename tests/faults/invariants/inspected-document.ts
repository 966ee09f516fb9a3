import type { FinalPlace } from '../world/scenario';

/** Where a document ended: `lost` is in no final place. */
export type End = FinalPlace | 'lost';

/** What the raw stores say of a document when everything is over. */
export interface InspectedDocument {
  readonly documentId: string;
  readonly end: End;
  /** What does not hold, as sentences. */
  readonly violations: readonly string[];
  /** More than one execution did what one alone may do. */
  readonly isDuplicated: boolean;
  /** Notices beyond the first: SNS is not idempotent, a subscriber recognises them by documentId. */
  readonly repeatedNotices: number;
  /** Letters in the queue, whatever became of them. */
  readonly letters: number;
  /** Letters beyond the one of each failure: they name the same execution. */
  readonly repeatedLetters: number;
  readonly executions: number;
  /** Of these, stopped by a person or with their batch: a stop between a letter and the execution's end has the failure rule send it again. */
  readonly stopped: number;
  /** States entered and retries of all its executions. */
  readonly transitions: number;
  readonly retries: number;
  /** Pages and jobs that Textract is paid for. */
  readonly textractCalls: number;
  readonly modelCalls: number;
}
