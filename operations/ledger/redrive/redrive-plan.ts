import type { ReceivedDeadLetter } from '../dead-letter';
import { deadLettersOf, type Evidence, ownerState, unregisteredOf } from '../evidence/evidence';
import { isListed } from '../evidence/object-versions';
import type { LedgerRow } from '../evidence/rows';
import { overtakenBy } from '../gaps/dead-letter-gaps';
import { isNoticeOwed } from '../gaps/row-gaps';
import type { ObjectPointer } from '../object-pointer';

/** The input of a redrive's execution. */
export interface RedriveInput extends ObjectPointer {
  /** The execution that it replaces; absent if the document was never registered. */
  readonly redriveOf?: string;
  /** Counts executions of this document, the first one included. */
  readonly attempt: number;
  /** What was done and paid for already. */
  readonly checkpoint: string;
}

/** Starts a new execution. `markFailed`: this row, which is still in progress, is first set to FAILED. */
export interface StartPlan {
  readonly kind: 'start';
  readonly input: RedriveInput;
  readonly markFailed?: { readonly row: LedgerRow; readonly error: string };
}

/** What a redrive does with a document. */
export type RedrivePlan =
  | StartPlan
  /** No catcher matched (a timeout, an abort): the execution itself can be redriven. */
  | { readonly kind: 'redrive-execution'; readonly executionArn: string; readonly otherwise: StartPlan }
  /** The document is stored, but its subscribers were not notified. */
  | { readonly kind: 'notify'; readonly row: LedgerRow }
  /** Its dead letters are obsolete. */
  | { readonly kind: 'drop-letters'; readonly why: string }
  | { readonly kind: 'leave'; readonly why: string }
  /** It cannot be redriven; the user needs to know why. */
  | { readonly kind: 'refuse'; readonly why: string };

/** Returns what a redrive does with a document, from the evidence alone. */
export function planRedrive(evidence: Evidence, documentId: string): RedrivePlan {
  const row = evidence.rows.get(documentId);
  const letters = deadLettersOf(evidence, documentId);
  if (row === undefined) return planUnregistered(evidence, documentId, letters);
  if (['RUNNING', 'PENDING_REDRIVE'].includes(ownerState(evidence, row))) return planRunning(evidence, row, letters);
  const isAskedFor = letters.some((letter) => overtakenBy(evidence, letter) === undefined);
  if (row.status === 'STORED' && (isAskedFor || isNoticeOwed(evidence, row))) return { kind: 'notify', row };
  if (row.status === 'STORED' || row.status === 'REJECTED') {
    const why = `the document is ${row.status.toLowerCase()}`;
    return letters.length > 0 ? { kind: 'drop-letters', why } : { kind: 'leave', why };
  }
  return planEnded(evidence, row, letters);
}

function planUnregistered(evidence: Evidence, documentId: string, letters: readonly ReceivedDeadLetter[]): RedrivePlan {
  const [running] = unregisteredOf(evidence, documentId);
  if (running !== undefined) return { kind: 'leave', why: `${running.executionArn} processes it` };
  const [letter] = letters;
  const pointer =
    evidence.versions.get(documentId) ?? letter?.pointer ?? evidence.batches.named.get(documentId)?.pointer;
  if (pointer === undefined || isGone(evidence, documentId, pointer)) return gone;
  const attempt = attemptsOf(letters) + 1;
  if (letter === undefined) return { kind: 'start', input: { ...pointer, attempt, checkpoint: 'UNREGISTERED' } };
  const { executionArn: redriveOf, checkpoint } = letter;
  return { kind: 'start', input: { ...pointer, redriveOf, attempt, checkpoint } };
}

function planRunning(evidence: Evidence, row: LedgerRow, letters: readonly ReceivedDeadLetter[]): RedrivePlan {
  const why = `${row.executionArn} processes it`;
  const isOvertaken = letters.length > 0 && letters.every((letter) => overtakenBy(evidence, letter) !== undefined);
  return isOvertaken ? { kind: 'drop-letters', why } : { kind: 'leave', why };
}

function planEnded(evidence: Evidence, row: LedgerRow, letters: readonly ReceivedDeadLetter[]): RedrivePlan {
  const { pointer, executionArn: redriveOf, checkpoint, documentId, status, details } = row;
  if (pointer === undefined || isGone(evidence, documentId, pointer)) return gone;
  const attempt = Math.max(row.attempts, attemptsOf(letters)) + 1;
  const state = ownerState(evidence, row);
  const isOpenToRedrive = status === 'FAILED' || status === 'HANDED_OVER';
  const start: StartPlan = {
    kind: 'start',
    input: { ...pointer, redriveOf, attempt, checkpoint },
    ...(isOpenToRedrive ? {} : { markFailed: { row, error: `Execution.${state}` } }),
  };
  // One that was stopped on its way to Failed would only go on to there.
  const hasFailedItself = status === 'FAILED' && (details['failedState'] ?? 'unknown') !== 'unknown';
  return !hasFailedItself && (state === 'TIMED_OUT' || state === 'ABORTED')
    ? { kind: 'redrive-execution', executionArn: redriveOf, otherwise: start }
    : start;
}

const gone: RedrivePlan = {
  kind: 'refuse',
  why: 'the object version was deleted: it cannot be read again; upload the document again',
};

function isGone({ versions }: Evidence, documentId: string, { key }: ObjectPointer): boolean {
  return isListed(key) && !versions.has(documentId);
}

/** 0 if the document was never attempted. */
function attemptsOf(letters: readonly ReceivedDeadLetter[]): number {
  return Math.max(0, ...letters.map(({ attempts }) => attempts));
}
