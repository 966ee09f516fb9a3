import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Invoices } from '../process-invoice/earlier-document';
import { isNamed } from '../shared/platform/error-name';
import { cancelReminders, type ScheduleGroup } from '../shared/review/reminders';
import { type Decision, type FieldChange, hasExpired, type Review, type StoredDecision } from '../shared/review/review';
import { type Callbacks, readReview, reviewKey, reviewOf } from '../shared/review/review-table';
import { type DecisionSender, sendDecision } from '../shared/review/send-decision';
import { readDecision } from './decision-input';
import { wantedDecision } from './wanted-decision';

/** The dependencies of review-decision. */
export interface ReviewDecisionDependencies extends DecisionSender {
  readonly callbacks: Callbacks;
  /** The table in which a corrected number, supplier and total are looked up. */
  readonly invoices: Invoices;
  /** The schedule group of the reminders of reviews. */
  readonly reminders: ScheduleGroup;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The decision that holds now, by any reviewer. */
export interface ReviewDecisionResult {
  readonly reviewId: string;
  /** Absent if the decision is not about a document. */
  readonly documentId?: string;
  readonly executionArn: string;
  readonly decision: Decision;
  readonly reviewer: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  /** What a correction changed. */
  readonly diff?: readonly FieldChange[];
  /** The checks that fail for an accepted correction. */
  readonly failedChecks?: readonly string[];
  /** False if an earlier decision holds, perhaps another one. */
  readonly accepted: boolean;
  /** Whether the decision that holds differs from the requested one. */
  readonly contradicts: boolean;
  /** False if no execution waits for it any more; the decision stays stored. */
  readonly delivered: boolean;
}

/** The review does not exist: it was never requested, or its row has expired. */
export class ReviewNotFound extends Error {
  override readonly name = 'ReviewNotFound';
}

/** The time for a decision is over: the execution has continued without one. */
export class ReviewExpired extends Error {
  override readonly name = 'ReviewExpired';
}

/** Another execution has requested the review since it was read: the decision would not be about what a person saw. */
export class ReviewChanged extends Error {
  override readonly name = 'ReviewChanged';
}

/** A correction leaves something missing or that does not add up, and does not set `accept`. */
export class ChecksFail extends Error {
  override readonly name = 'ChecksFail';

  constructor(readonly failedChecks: readonly string[]) {
    super(
      `with this correction it still fails: ${failedChecks.join(' ')} Send it with accept: true to take it all the same`,
    );
  }
}

/**
 * Handles a reviewer's decision. It is written first, on the condition that there is none (the first wins), then to the
 * audit table, and only then sent to the waiting state; a repeat does the missing steps. Throws InvalidDecision,
 * ChecksFail, ReviewNotFound, ReviewExpired, ReviewChanged.
 */
export async function reviewDecision(
  event: unknown,
  dependencies: ReviewDecisionDependencies,
): Promise<ReviewDecisionResult> {
  const asked = readDecision(event);
  const review = await readReview(dependencies.callbacks, asked.reviewId);
  if (review === undefined) throw new ReviewNotFound(`there is no review ${asked.reviewId}`);
  const wanted = await wantedDecision(review, asked, dependencies);
  const decided = await decide(review, { wanted, accept: asked.accept ?? false }, dependencies);
  const { taskToken } = decided.review;
  const sent = await sendDecision(dependencies, decided.review, { taskToken, decision: decided.decision });
  await cancelReminders(decided.review, dependencies.reminders, dependencies.log);
  dependencies.log.info('the review is decided', { ...keysOf(decided.review), accepted: decided.accepted, sent });
  return { ...resultOf(decided), contradicts: !isSame(decided.decision, wanted), delivered: sent === 'delivered' };
}

interface Decided {
  readonly review: Review;
  readonly decision: StoredDecision;
  readonly accepted: boolean;
}

async function decide(
  review: Review,
  { wanted, accept }: { readonly wanted: StoredDecision; readonly accept: boolean },
  dependencies: ReviewDecisionDependencies,
): Promise<Decided> {
  if (review.decision !== undefined) return { review, decision: review.decision, accepted: false };
  if (hasExpired(review, dependencies.now())) throw new ReviewExpired(expiredMessage(review));
  if (wanted.failedChecks !== undefined && !accept) throw new ChecksFail(wanted.failedChecks);
  try {
    return { review: await store(review, wanted, dependencies), decision: wanted, accepted: true };
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
    const current = await readReview(dependencies.callbacks, review.reviewId);
    if (current?.decision === undefined) {
      throw new ReviewChanged(
        `${review.reviewId} has been asked for again meanwhile: look at it once more, then decide`,
      );
    }
    return { review: current, decision: current.decision, accepted: false };
  }
}

/** Returns why a review does not accept a decision any more. */
export function expiredMessage({ reviewId, answerBefore, round }: Review): string {
  const next =
    round > 1 ? 'it has failed, and a dead letter tells of it' : 'it is asked for once more, with a new link';
  return `${reviewId} could be decided until ${answerBefore}; ${next}`;
}

/** The condition names the execution as well: the corrected fields must be the ones that a person saw. */
async function store(
  review: Review,
  decision: StoredDecision,
  dependencies: ReviewDecisionDependencies,
): Promise<Review> {
  const { Attributes: row } = await dependencies.callbacks.dynamodb.send(
    new UpdateItemCommand({
      TableName: dependencies.callbacks.tableName,
      Key: reviewKey(review.reviewId),
      UpdateExpression: 'SET #status = :decided, decision = :decision, decidedAt = :now',
      ConditionExpression: '#status = :waiting AND executionArn = :execution',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':decided': { S: 'DECIDED' },
        ':waiting': { S: 'WAITING' },
        ':decision': { S: JSON.stringify(decision) },
        ':execution': { S: review.executionArn },
        ':now': { S: decision.decidedAt },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return row === undefined ? review : reviewOf(review.reviewId, row);
}

/** The same decision by another reviewer is not a contradiction. */
function isSame(one: StoredDecision, other: StoredDecision): boolean {
  return one.decision === other.decision && JSON.stringify(one.fields) === JSON.stringify(other.fields);
}

function resultOf({ review, decision: { decision, reviewer, decidedAt, diff, failedChecks }, accepted }: Decided) {
  const correction = { ...(diff !== undefined && { diff }), ...(failedChecks !== undefined && { failedChecks }) };
  return { ...keysOf(review), decision, reviewer, decidedAt, ...correction, accepted };
}

function keysOf({ reviewId, document, executionArn }: Review) {
  return { reviewId, ...(document !== undefined && { documentId: document.documentId }), executionArn };
}
