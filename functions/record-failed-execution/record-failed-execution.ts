import { readEvent } from '../shared/events/read-event';
import type { FailedExecution } from '../shared/failure/failed-execution';
import { type FailureRecord, type RecordFailureDependencies, recordFailure } from '../shared/failure/record-failure';
import type { Log } from '../shared/platform/log';
import { type DocumentExecutionDependencies, isLeftToItsDocument } from './document-execution';
import { executionStatusEvent, readFailedExecution } from './failed-execution';

/** The dependencies of record-failed-execution. */
export interface RecordFailedExecutionDependencies
  extends Omit<RecordFailureDependencies, 'sentBy'>,
    DocumentExecutionDependencies {
  readonly log: Log;
}

/**
 * Handles every execution that ended FAILED, TIMED_OUT or ABORTED: its row becomes FAILED (if the row is its own and
 * not final) and exactly one dead letter is sent. A child of a batch is left to the execution of its document, if any.
 * Throws MalformedEvent.
 */
export async function recordFailedExecution(
  event: unknown,
  dependencies: RecordFailedExecutionDependencies,
): Promise<FailureRecord> {
  const execution = await readFailedExecution(dependencies.states, readEvent(executionStatusEvent, event));
  const record = (await isLeftToItsDocument(execution, dependencies))
    ? leftToItsDocument(execution)
    : await recordFailure(execution, { ...dependencies, sentBy: 'record-failed-execution' });
  dependencies.log.info('the failure is recorded', {
    documentId: record.documentId,
    failedState: execution.state,
    errorName: execution.error,
    ledger: record.ledger,
  });
  return record;
}

function leftToItsDocument({ documentId }: FailedExecution): FailureRecord {
  return { documentId, ledger: 'left', letter: 'not-needed' };
}
