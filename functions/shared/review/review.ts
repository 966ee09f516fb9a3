/** Values of a document's fields, from the model or a reviewer. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a reviewer can decide. */
export type Decision = 'approve' | 'correct' | 'reject';

/** One field that a correction changed. Without `before` the field was not there. */
export interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after: unknown;
}

/** A decision as it is stored, and sent again for every later request. */
export interface StoredDecision {
  readonly decision: Decision;
  readonly reviewer: string;
  /** All fields after a correction. */
  readonly fields?: Fields;
  /** What a correction changed. */
  readonly diff?: readonly FieldChange[];
  /** The checks that fail for a correction that its reviewer accepted. */
  readonly failedChecks?: readonly string[];
  readonly comment?: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/** The row `review/<reviewId>` of the callbacks table. */
export interface Review {
  readonly reviewId: string;
  readonly executionArn: string;
  readonly taskToken: string;
  readonly status: 'WAITING' | 'DECIDED';
  /** 1, or 2 after the escalation. */
  readonly round: number;
  /** The subject of the decision: a document's type, or `model`. */
  readonly documentType: string;
  readonly reasons: readonly string[];
  readonly fields: Fields;
  /** ISO 8601; until then links work and decisions are accepted. */
  readonly answerBefore?: string;
  /** How many reminders were planned for this round. */
  readonly reminders: number;
  /** Absent if the decision is not about a document: an approval of a model. */
  readonly document?: ReviewedDocument;
  readonly decision?: StoredDecision;
}

/** The document that a review is about. */
export interface ReviewedDocument {
  readonly documentId: string;
  readonly key: string;
  /** s3://… of the text that was read; opening it needs permissions of one's own. */
  readonly textUri: string;
  /** 0 to 1, from the model. */
  readonly confidence?: number;
}

/** Returns the id of a document's review, which links and commands name. It does not contain the token. */
export function reviewIdOf(documentId: string): string {
  return `review-${documentId.slice(0, 16)}`;
}

/** Whether the time for a decision is over: the state that asked has timed out by now. */
export function hasExpired({ answerBefore }: Review, nowMilliseconds: number): boolean {
  return answerBefore !== undefined && Date.parse(answerBefore) <= nowMilliseconds;
}
