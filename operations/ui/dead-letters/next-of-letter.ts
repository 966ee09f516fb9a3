import type { DeadLetter } from '../../ledger/dead-letter';
import { executionReference } from '../../ledger/execution-reference';
import { successorName } from '../../ledger/redrive/successor';
import type { LetterKind } from './dead-letter-model';

/** What is known of the document's row. */
export interface RowOfLetter {
  readonly status: string;
  readonly executionArn: string;
}

/** Returns what a dead letter is about. */
export function kindOfLetter({ documentId, object }: DeadLetter): LetterKind {
  if (documentId !== undefined) return 'document';
  return object === undefined ? 'execution' : 'object without a version';
}

/**
 * Returns what a redrive would do, from the letter and the row alone: the redrive itself reads all evidence first, and decides. `row`:
 * undefined if the document has none, or if it was not read.
 */
export function nextOfLetter(letter: DeadLetter, row: RowOfLetter | undefined): string {
  const { checkpoint, attempts, executionArn, documentId, object, state } = letter;
  if (documentId === undefined && object === undefined) return nextOfExecution(executionArn, state);
  if (object !== undefined) return 'starts with the current version';
  const isOwners = row?.executionArn === executionArn;
  if (row?.status === 'STORED') return isOwners ? 'notifies the subscribers' : 'removes the letter: it is stored';
  if (row?.status === 'REJECTED') return 'removes the letter: it is rejected';
  if (row !== undefined && !isOwners && row.status !== 'FAILED') return 'nothing: another execution has it';
  const from = checkpoint === 'UNREGISTERED' ? 'starts from the beginning' : `starts after ${checkpoint}`;
  return `${wasStopped(state) ? `continues, or ${from}` : from}, attempt ${attempts + 1}`;
}

function nextOfExecution(executionArn: string, state: string): string {
  const { name, label } = executionReference(executionArn) ?? {};
  if (name === undefined || label !== undefined) return 'cannot be redriven: no object is named';
  const start = `starts as ${successorName(name)}`;
  return wasStopped(state) ? `continues, or ${start}` : start;
}

/** No catcher matched: a timeout or an abort, which AWS can redrive. */
function wasStopped(state: string): boolean {
  return state === 'unknown';
}
