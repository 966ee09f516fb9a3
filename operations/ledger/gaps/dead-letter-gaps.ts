import type { ReceivedDeadLetter } from '../dead-letter';
import { type Evidence, ownerState } from '../evidence/evidence';
import { executionOvertakenBy, untoldExecutions } from '../redrive/execution-plan';
import type { GapRule } from './gap';

/** Gaps of dead letters: reports that are no longer true. */
export const deadLetterGaps: readonly GapRule[] = [
  {
    kind: 'letter-overtaken',
    find: (evidence, { redrive }) =>
      distinct(evidence.letters.filter((letter) => overtakenBy(evidence, letter) !== undefined)).map((letter) => ({
        documentId: letter.documentId,
        detail: `${letter.executionArn}; ${overtakenBy(evidence, letter)}`,
        fix: redrive(letter.documentId ?? letter.executionArn),
      })),
  },
  {
    kind: 'execution-without-letter',
    find: (evidence, { redrive }) =>
      untoldExecutions(evidence).map((executionArn) => ({
        documentId: undefined,
        detail: executionArn,
        fix: redrive(executionArn),
      })),
  },
];

/** Returns why a dead letter is obsolete; undefined if it is not. */
export function overtakenBy(evidence: Evidence, letter: ReceivedDeadLetter): string | undefined {
  if (letter.documentId === undefined) return executionOvertakenBy(evidence, letter.executionArn, letter.sentAt);
  const row = evidence.rows.get(letter.documentId);
  if (row === undefined) return undefined;
  const owner = ownerState(evidence, row);
  const isOwners = row.executionArn === letter.executionArn;
  if (row.status === 'REJECTED') return 'the document is rejected';
  // Notify comes last: an execution that stored the document and failed has not notified subscribers.
  if (row.status === 'STORED' && (!isOwners || owner === 'SUCCEEDED')) return 'the document is stored';
  if (row.status === 'STORED' && row.details['notifiedAt'] !== undefined) return 'its subscribers were notified';
  if (owner !== 'RUNNING') return undefined;
  if (!isOwners) return `${row.executionArn} processes it now`;
  return isRedrivenSince(evidence, letter) ? 'the execution has been redriven' : undefined;
}

/** An execution that is just about to end has sent its dead letter and still runs. */
function isRedrivenSince({ redrivenAt }: Evidence, { executionArn, sentAt }: ReceivedDeadLetter): boolean {
  const redriven = redrivenAt.get(executionArn);
  return redriven !== undefined && sentAt !== undefined && Date.parse(sentAt) <= redriven;
}

/** One dead letter for each execution: a queue, and an interrupted failure rule, may repeat one. */
function distinct(letters: readonly ReceivedDeadLetter[]): readonly ReceivedDeadLetter[] {
  return [...new Map(letters.map((letter) => [letter.executionArn, letter])).values()];
}
