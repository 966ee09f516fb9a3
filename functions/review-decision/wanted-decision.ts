import { earlierDocument, type Invoices, knownEarlierDocument } from '../process-invoice/earlier-document';
import type { Fields, Review, StoredDecision } from '../shared/review/review';
import { type Correction, checkCorrected, correct } from './correction';
import { InvalidDecision, type ReviewDecisionEvent } from './decision-input';

/** What a decision is made from, besides its review. */
export interface WantedDependencies {
  readonly invoices: Invoices;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A row has at most 400 KB, and up to 256 KiB of it are the fields as they were; this leaves a decision its part, in bytes. */
const maxDecisionBytes = 120 * 1024;

/** Returns a decision as it would be stored: with what a correction changes, and the checks that it still fails. Throws InvalidDecision. */
export async function wantedDecision(
  review: Review,
  { decision, reviewer, fields, comment }: ReviewDecisionEvent,
  { invoices, now }: WantedDependencies,
): Promise<StoredDecision> {
  const wanted: StoredDecision = {
    decision,
    reviewer,
    ...(decision === 'correct' && fields !== undefined && stored(correctReview(review, fields, now()))),
    ...(comment !== undefined && { comment }),
    decidedAt: new Date(now()).toISOString(),
  };
  checkSize(wanted);
  if (wanted.fields === undefined) return wanted;
  const earlier = await earlierOf(review, wanted.fields, (document) => earlierDocument(document, invoices));
  return earlier.length === 0 ? wanted : { ...wanted, failedChecks: [...(wanted.failedChecks ?? []), ...earlier] };
}

/**
 * Returns what a correction with these fields would store, and what would still fail, without any change; without fields, of the review
 * as it is. Throws InvalidDecision as the decision would, but not if nothing changes.
 */
export async function checkedCorrection(
  review: Review,
  asked: Fields,
  { invoices, now }: WantedDependencies,
): Promise<Correction> {
  const hasFields = Object.keys(asked).length > 0;
  if (hasFields) checkCorrectable(review);
  const correction = checkCorrected(review, asked, now());
  if (hasFields) checkSize(stored(correction));
  const earlier = await earlierOf(review, correction.fields, (document) => knownEarlierDocument(document, invoices));
  return { ...correction, failedChecks: [...correction.failedChecks, ...earlier] };
}

function correctReview(review: Review, asked: Fields, nowMilliseconds: number): Correction {
  checkCorrectable(review);
  return correct(review, asked, nowMilliseconds);
}

function checkCorrectable({ documentType }: Review): void {
  if (documentType === 'model')
    throw new InvalidDecision('what was measured of a model is not corrected: approve or reject');
}

function checkSize(decision: Partial<StoredDecision>): void {
  if (Buffer.byteLength(JSON.stringify(decision)) > maxDecisionBytes)
    throw new InvalidDecision(`the corrected fields take more than ${maxDecisionBytes} bytes with what they change`);
}

/** A correction as it is stored: checks that fail are those that its reviewer accepts. */
function stored({ failedChecks, ...correction }: Correction): Partial<StoredDecision> {
  return { ...correction, ...(failedChecks.length > 0 && { failedChecks }) };
}

/** A correction whose number, supplier and total an earlier document has, too, fails a check. */
async function earlierOf(
  { document, documentType, decision }: Review,
  fields: Fields,
  find: (document: Parameters<typeof earlierDocument>[0]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  return document === undefined || decision !== undefined ? [] : find({ ...document, documentType, fields });
}
