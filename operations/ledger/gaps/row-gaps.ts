import { deadLettersOf, type Evidence, ownerState } from '../evidence/evidence';
import type { LedgerRow, LedgerStatus } from '../evidence/rows';
import { rowFailure } from '../row-text';
import type { GapRule } from './gap';

/** Statuses of a document that an execution works on. */
export const underWay: ReadonlySet<LedgerStatus> = new Set(['RECEIVED', 'IN_REVIEW', 'WAITING_RELEASE']);

const known: ReadonlySet<string> = new Set([...underWay, 'STORED', 'REJECTED', 'FAILED', 'HANDED_OVER']);

/** Gaps of rows: states that no other evidence confirms. */
export const rowGaps: readonly GapRule[] = [
  {
    kind: 'unknown-status',
    find: ({ rows }, { redrive }) =>
      [...rows.values()]
        .filter(({ status }) => !known.has(status))
        .map(({ documentId, status }) => ({ documentId, detail: status, fix: redrive(documentId) })),
  },
  {
    kind: 'ended-without-final-status',
    find: (evidence, { redrive }) =>
      [...evidence.rows.values()]
        .filter(({ status }) => underWay.has(status))
        .filter((row) => !isGoingOn(evidence, row))
        .map((row) => ({
          documentId: row.documentId,
          detail: `${row.status}, ${row.executionArn} is ${ownerState(evidence, row)}`,
          fix: redrive(row.documentId),
        })),
  },
  {
    kind: 'failed-without-letter',
    // One that AWS redrives runs again while its row is FAILED still.
    find: (evidence, { redrive }) =>
      [...evidence.rows.values()]
        .filter(({ status }) => status === 'FAILED')
        .filter((row) => !isGoingOn(evidence, row) && deadLettersOf(evidence, row.documentId).length === 0)
        .map(({ documentId, details }) => ({
          documentId,
          detail: rowFailure(details),
          fix: redrive(documentId),
        })),
  },
  {
    kind: 'stored-without-notice',
    find: (evidence, { redrive }) =>
      [...evidence.rows.values()]
        .filter((row) => isNoticeOwed(evidence, row))
        .filter(({ executionArn }) => evidence.letters.every((letter) => letter.executionArn !== executionArn))
        .map(({ documentId, executionArn }) => ({ documentId, detail: executionArn, fix: redrive(documentId) })),
  },
  {
    kind: 'handed-over-to-nobody',
    find: (evidence, { redrive }) =>
      [...evidence.rows.values()]
        .filter(({ status }) => status === 'HANDED_OVER')
        .filter(({ executionArn }) => !evidence.unregistered.some(({ redriveOf }) => redriveOf === executionArn))
        .filter(({ documentId }) => deadLettersOf(evidence, documentId).length === 0)
        .map(({ documentId }) => ({ documentId, fix: redrive(documentId) })),
  },
];

/**
 * Notify comes last: an execution that stored its document and did not succeed has not notified subscribers; a redrive records when it
 * has.
 */
export function isNoticeOwed(evidence: Evidence, row: LedgerRow): boolean {
  const hasFailed = ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(ownerState(evidence, row));
  return row.status === 'STORED' && hasFailed && row.details['notifiedAt'] === undefined;
}

function isGoingOn(evidence: Evidence, row: LedgerRow): boolean {
  return ['RUNNING', 'PENDING_REDRIVE'].includes(ownerState(evidence, row));
}
