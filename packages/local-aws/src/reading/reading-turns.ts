import { type ReadingAllowance, watchCells } from './reading-messages';
import { UnreadableDocumentError } from './unreadable-document-error';
import { measureWorkedTime } from './worked-time';

/** A document's share of the reading thread. */
export interface Turns {
  /** Does a piece of work that cannot be interrupted. Throws UnreadableDocumentError if the document has used up its time. */
  turn<Result>(work: () => Result): Result;
  /** The pages that the document turned out to have: each adds to its time. */
  allowPages(pageCount: number): void;
  /** Milliseconds that a page's picture may take in a recognition thread. */
  readonly recognitionMilliseconds: number;
}

/** Shares the reading thread among documents, and shows in `watch` whose turn it is. */
export function turnsFor(documentId: number, allowance: ReadingAllowance, watch: Int32Array): Turns {
  let allowed = allowance.documentMilliseconds + allowance.pageMilliseconds;
  let used = 0;
  return {
    turn: (work) => {
      if (used > allowed) throw tookTooLong(allowed);
      Atomics.store(watch, watchCells.milliseconds, allowed - used);
      Atomics.add(watch, watchCells.piece, 1);
      Atomics.store(watch, watchCells.documentId, documentId);
      const workedMilliseconds = measureWorkedTime();
      try {
        return work();
      } finally {
        Atomics.store(watch, watchCells.documentId, 0);
        used += workedMilliseconds();
      }
    },
    allowPages: (pageCount) => {
      allowed = allowance.documentMilliseconds + allowance.pageMilliseconds * Math.max(1, pageCount);
    },
    recognitionMilliseconds: allowance.documentMilliseconds + allowance.pageMilliseconds,
  };
}

/** The error for a document that uses a thread for longer than its allowance. */
export function tookTooLong(milliseconds: number): UnreadableDocumentError {
  return new UnreadableDocumentError('damaged', `it was not read within ${Math.ceil(milliseconds / 1000)} s of work`);
}
