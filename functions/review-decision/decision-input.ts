import { isJsonObject } from '../shared/json/json-object';
import type { Decision, Fields } from '../shared/review/review';

/** What a reviewer sends. */
export interface ReviewDecisionEvent {
  readonly reviewId: string;
  readonly decision: Decision;
  readonly reviewer: string;
  /** With `correct`: the fields that change; they are laid over the document's fields. */
  readonly fields?: Fields;
  readonly comment?: string;
  /** With `correct`: accepts the correction although something still does not add up. */
  readonly accept?: boolean;
}

/** An invalid request of a reviewer. The message describes what is wrong and what is valid. */
export class InvalidDecision extends Error {
  override readonly name = 'InvalidDecision';
}

const decisions: readonly string[] = ['approve', 'correct', 'reject'] satisfies Decision[];

/** A comment goes into a rejection's Cause and into the audit row. */
const maxCommentLetters = 2_000;

/** Checks what came from outside. Throws InvalidDecision. */
export function readDecision(event: unknown): ReviewDecisionEvent {
  const { reviewId, decision, reviewer, fields, comment, accept } = (isJsonObject(event) ? event : {}) as Record<
    string,
    unknown
  >;
  if (typeof reviewId !== 'string' || reviewId === '')
    throw new InvalidDecision('reviewId must be given, as review-<16 hex digits>');
  if (typeof decision !== 'string' || !decisions.includes(decision)) {
    throw new InvalidDecision(`decision must be approve, correct or reject, it is: ${JSON.stringify(decision)}`);
  }
  if (typeof reviewer !== 'string' || reviewer.trim() === '')
    throw new InvalidDecision('reviewer must name who decides');
  if (decision === 'correct' && (!isJsonObject(fields) || Object.keys(fields).length === 0)) {
    throw new InvalidDecision('correct needs fields: an object with at least one field that changes');
  }
  if (decision !== 'correct' && fields !== undefined)
    throw new InvalidDecision(`${decision} takes no fields; correct does`);
  if (isJsonObject(event) && 'checkOnly' in event)
    throw new InvalidDecision('checkOnly goes with a request of the API; here everything is decided');
  if (accept !== undefined && (typeof accept !== 'boolean' || decision !== 'correct'))
    throw new InvalidDecision('accept must be true or false, and goes with correct');
  if (comment !== undefined && typeof comment !== 'string') throw new InvalidDecision('comment must be text');
  if (typeof comment === 'string' && comment.length > maxCommentLetters)
    throw new InvalidDecision(`comment must have at most ${maxCommentLetters} letters, it has ${comment.length}`);
  return event as ReviewDecisionEvent;
}
