import type { ExecutionState } from '../evidence/other-executions';
import type { LedgerStatus } from '../evidence/rows';
import type { CarriedOut } from './carry-out';
import type { ExecutionPlan } from './execution-plan';
import type { RedrivePlan } from './redrive-plan';

/** What a redrive did with one document, or would do. */
export interface RedriveResult extends CarriedOut {
  /** Undefined for an execution that works on no document. */
  readonly documentId: string | undefined;
  readonly key: string | undefined;
  /** The execution that failed, where it works on no document. */
  readonly execution?: string;
  readonly action: RedrivePlan['kind'] | ExecutionPlan['kind'] | 'error';
  readonly why?: string;
  readonly checkpoint?: string;
  /**
   * The ledger's status, or that of an execution which works on no document, once everything had come to rest; absent in a dry run and
   * where nothing was set going.
   */
  readonly outcome?: LedgerStatus | ExecutionState;
  /** Of a document that failed again: the error that its row notes. */
  readonly error?: string;
}
