import type { ObjectPointer } from '../../ledger/object-pointer';

/** What a story is about. */
export type Subject =
  | {
      readonly kind: 'document';
      readonly documentId: string;
      readonly pointer: ObjectPointer | undefined;
      /** The execution that was named. */
      readonly executionArn?: string;
    }
  | { readonly kind: 'execution'; readonly executionArn: string };

/** One of several subjects that a person may have meant. */
export interface Candidate {
  readonly subject: Subject;
  /** The id that names it alone, and what distinguishes it. */
  readonly id: string;
  readonly what: string;
}
