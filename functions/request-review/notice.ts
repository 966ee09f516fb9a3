import type { RequestReviewEvent } from './request-review';

/** What a reviewer is told. */
export interface Notice {
  /** At most 100 ASCII characters, as SNS takes them. */
  readonly subject: string;
  /** JSON, at most 256 KiB. */
  readonly message: string;
}

/** Room for the fields; SNS takes 256 KiB in all. */
const maxMessageBytes = 250 * 1024;

/**
 * The notice of a review: it names the review, never the token. Fields that do not fit are left out with a word on where they
 * are.
 */
export function noticeOf(reviewId: string, event: RequestReviewEvent, nowMilliseconds: number): Notice {
  const notice = {
    reviewId,
    documentId: event.documentId,
    key: event.key,
    documentType: event.documentType,
    confidence: event.confidence,
    reasons: event.reasons.flat(),
    round: event.round,
    answerBefore: new Date(nowMilliseconds + event.timeoutSeconds * 1000).toISOString(),
    textUri: event.textUri,
  };
  const whole = JSON.stringify({ ...notice, fields: event.fields });
  const fits = Buffer.byteLength(whole) <= maxMessageBytes;
  const omitted = 'too long for a message: the row of the review in the callbacks table has them';
  return {
    subject: event.round > 1 ? `Second request: ${reviewId} waits for a decision` : `${reviewId} waits for a decision`,
    message: fits ? whole : JSON.stringify({ ...notice, fieldsOmitted: omitted }),
  };
}
