import type { Payload } from '@document-pipelines/asl/ui';

/** What a dead letter is about. */
export type LetterKind = 'document' | 'object without a version' | 'execution';

/** A dead letter in the list. Texts of it are untrusted: only ever shown as text. */
export interface ListedLetter {
  /** Of the message. */
  readonly id: string;
  readonly kind: LetterKind;
  /** The key of the document, or the execution. */
  readonly name: string;
  readonly documentId?: string;
  readonly executionArn: string;
  readonly state: string;
  readonly error: string;
  /** The first line of the cause. */
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly sentAt?: number;
  readonly attempts: number;
  /** Where the document is: its ledger status, `no row`; absent if the letter names no document, or it was not read. */
  readonly status?: string;
  /** What a redrive does next, in a few words. */
  readonly next: string;
}

/** The list, as far as a filter lets through. */
export interface LetterList {
  /** When the queue was read. */
  readonly asOf: number;
  /** Before the filter. */
  readonly total: number;
  readonly matching: number;
  /** The oldest first. */
  readonly letters: readonly ListedLetter[];
  /** How many letters have each error, status and kind; without that filter itself. */
  readonly counts: Readonly<Record<'error' | 'status' | 'kind', Readonly<Record<string, number>>>>;
}

/** One dead letter, whole. */
export interface ShownLetter extends ListedLetter {
  readonly cause: Payload;
  readonly input: Payload;
  readonly checkpoint: string;
  readonly definitionVersion?: string;
  readonly sentBy: string;
  /** Locally: the history's file, and the function's log. */
  readonly files: readonly string[];
  readonly consoleUrl?: string;
  /** To continue in the terminal. */
  readonly command: string;
}

/** What the act `redrive` is to touch: each by its id, with the execution that the person saw to have failed. */
export interface RedriveTarget {
  /** A documentId, or the ARN of an execution that works on no document. */
  readonly id: string;
  readonly executionArn: string;
}

/** What became of one target. */
export interface RedriveAnswer {
  readonly id: string;
  readonly name: string;
  /** `overtaken`: another person redrove it meanwhile; it was not touched. */
  readonly kind: 'done' | 'overtaken' | 'not done';
  /** What was done, or why it was not. */
  readonly text: string;
  /** The execution that was started or goes on. */
  readonly executionArn?: string;
  readonly by?: string;
  readonly at?: string;
}
