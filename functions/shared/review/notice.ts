import type { Review } from './review';

/** The reason of a notice: asked for the first time, asked again on escalation, or reminded. */
export type NoticeKind = 'asked' | 'escalated' | 'reminder';

/** The review of a notice, without its token. */
export type NoticedReview = Pick<
  Review,
  'reviewId' | 'round' | 'documentType' | 'reasons' | 'fields' | 'answerBefore' | 'document'
>;

/** A notice as SNS accepts it. */
export interface Notice {
  /** At most 100 ASCII characters. */
  readonly subject: string;
  /** JSON, at most 256 KiB. */
  readonly message: string;
}

/** The bytes of the fields; SNS accepts 256 KiB in total. */
const maxMessageBytes = 250 * 1024;

/**
 * Returns the notice of a review: it names the review by a link that expires, never the token. Fields that do not fit
 * are left out with a sentence on where they are; a reminder never has them.
 */
export function noticeOf(kind: NoticeKind, review: NoticedReview, reviewUrl: string): Notice {
  const { reviewId, round, documentType, reasons, fields, answerBefore, document } = review;
  const notice = {
    kind,
    reviewId,
    ...document,
    documentType,
    reasons,
    round,
    answerBefore,
    link: `${reviewUrl}/reviews/${reviewId}`,
  };
  const subject = subjects[kind](reviewId);
  if (kind === 'reminder') return { subject, message: JSON.stringify(notice) };
  const whole = JSON.stringify({ ...notice, fields });
  const fits = Buffer.byteLength(whole) <= maxMessageBytes;
  const fieldsOmitted = 'too long for a message: the link leads to them';
  return { subject, message: fits ? whole : JSON.stringify({ ...notice, fieldsOmitted }) };
}

const subjects: Readonly<Record<NoticeKind, (reviewId: string) => string>> = {
  asked: (reviewId) => `${reviewId} waits for a decision`,
  escalated: (reviewId) => `Second request: ${reviewId} waits for a decision`,
  reminder: (reviewId) => `Reminder: ${reviewId} still waits for a decision`,
};
