import type { SFNClient } from '@aws-sdk/client-sfn';
import { type FailureRecord, type RecordFailureParts, recordFailure } from '../shared/failure/record-failure';
import type { Log } from '../shared/platform/log';
import { type ExecutionStatusEvent, readFailedExecution } from './failed-execution';

/** What record-failed-execution works with. */
export interface RecordFailedExecutionParts extends Omit<RecordFailureParts, 'sentBy'> {
  readonly states: Pick<SFNClient, 'send'>;
  readonly log: Log;
}

/**
 * The net under the machine: whatever ended FAILED, TIMED_OUT or ABORTED leaves its row FAILED (if the row is its own and not
 * final) and exactly one party has sent a dead letter.
 */
export async function recordFailedExecution(
  event: ExecutionStatusEvent,
  parts: RecordFailedExecutionParts,
): Promise<FailureRecord> {
  const execution = await readFailedExecution(parts.states, event);
  const record = await recordFailure(execution, { ...parts, sentBy: 'record-failed-execution' });
  parts.log.info('the failure is recorded', {
    documentId: record.documentId,
    failedState: execution.state,
    errorName: execution.error,
    ledger: record.ledger,
  });
  return record;
}
