import type { ExecutionState } from '../evidence/other-executions';
import type { LedgerStatus } from '../evidence/rows';
import type { CarriedOut } from './carry-out';
import type { ExecutionPlan } from './execution-plan';
import type { RedrivePlan } from './redrive-plan';

/** What a redrive did with one document, or would do. */
export interface RedriveResult extends CarriedOut {
  /** Undefined for an execution that does not process a document. */
  readonly documentId: string | undefined;
  readonly key: string | undefined;
  /** The execution that failed, if it does not process a document. */
  readonly execution?: string;
  readonly action: RedrivePlan['kind'] | ExecutionPlan['kind'] | 'error';
  readonly why?: string;
  readonly checkpoint?: string;
  /**
   * The ledger's status, or that of an execution that does not process a document, once everything is idle. Absent in a dry run and if
   * no execution was started.
   */
  readonly outcome?: LedgerStatus | ExecutionState;
  /** Of a document that failed again: the error in its row. */
  readonly error?: string;
}
