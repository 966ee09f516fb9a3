/** Values of a document's fields, as the model or a reviewer gives them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a reviewer can decide. */
export type Decision = 'approve' | 'correct' | 'reject';

/** A decision as it is stored, and sent again whenever somebody asks for it. */
export interface StoredDecision {
  readonly decision: Decision;
  readonly reviewer: string;
  /** All fields of the document after a correction. */
  readonly fields?: Fields;
  readonly comment?: string;
  /** ISO 8601. */
  readonly decidedAt: string;
}

/** The row `review/<reviewId>` of the callbacks table. */
export interface Review {
  readonly reviewId: string;
  readonly documentId: string;
  readonly executionArn: string;
  readonly taskToken: string;
  readonly status: 'WAITING' | 'DECIDED';
  readonly round: number;
  readonly fields: Fields;
  readonly decision?: StoredDecision;
}

/** The id that links and commands name. It says nothing of the token. */
export function reviewIdOf(documentId: string): string {
  return `review-${documentId.slice(0, 16)}`;
}
