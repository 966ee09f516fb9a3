import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { TaskAnswerer } from '../shared/platform/answer-task';
import { isNamed } from '../shared/platform/error-name';
import type { Decision, Review, StoredDecision } from '../shared/review/review';
import { type Callbacks, readReview, reviewKey, reviewOf } from '../shared/review/review-table';
import { sendDecision } from '../shared/review/send-decision';
import { InvalidDecision, type ReviewDecisionEvent, readDecision } from './decision-input';

/** What review-decision works with. */
export interface ReviewDecisionParts extends TaskAnswerer {
  readonly callbacks: Callbacks;
  now(): number;
}

/** What holds now, whoever decided it. */
export interface ReviewDecisionResult {
  readonly reviewId: string;
  readonly documentId: string;
  readonly executionArn: string;
  readonly decision: Decision;
  readonly reviewer: string;
  /** False when an earlier decision stands, perhaps another one. */
  readonly accepted: boolean;
  /** False when no execution waits for it any more; the decision stays stored. */
  readonly delivered: boolean;
}

/** No review has this id: it was never asked for, or its row has expired. */
export class ReviewNotFound extends Error {
  override readonly name = 'ReviewNotFound';
}

/** Bound of a task's output, in bytes of UTF-8, less room for what stands around the fields. */
const maxFieldsBytes = 250 * 1024;

/**
 * Takes a reviewer's decision. It is written first, on the condition that none is there (the first wins), and only then sent
 * to the waiting state; a repeat sends the stored decision again. Throws InvalidDecision, ReviewNotFound.
 */
export async function reviewDecision(event: unknown, parts: ReviewDecisionParts): Promise<ReviewDecisionResult> {
  const asked = readDecision(event);
  const review = await readReview(parts.callbacks, asked.reviewId);
  if (review === undefined) throw new ReviewNotFound(`there is no review ${asked.reviewId}`);
  const decided = await decide(review, asked, parts);
  const sent = await sendDecision(parts, decided.review.taskToken, decided.decision);
  parts.log.info('the review is decided', { ...keysOf(decided.review), accepted: decided.accepted, sent });
  return {
    ...keysOf(decided.review),
    reviewId: asked.reviewId,
    decision: decided.decision.decision,
    reviewer: decided.decision.reviewer,
    accepted: decided.accepted,
    delivered: sent === 'delivered',
  };
}

interface Decided {
  readonly review: Review;
  readonly decision: StoredDecision;
  readonly accepted: boolean;
}

async function decide(review: Review, asked: ReviewDecisionEvent, parts: ReviewDecisionParts): Promise<Decided> {
  if (review.decision !== undefined) return { review, decision: review.decision, accepted: false };
  const decision = decisionOf(review, asked, parts.now());
  try {
    return { review: await store(review, decision, parts), decision, accepted: true };
  } catch (error) {
    if (!isNamed(error, 'ConditionalCheckFailedException')) throw error;
    const current = await readReview(parts.callbacks, review.reviewId);
    if (current?.decision === undefined) throw error;
    return { review: current, decision: current.decision, accepted: false };
  }
}

/** The condition names the execution as well: the fields that were corrected over must be the ones that a person saw. */
async function store(review: Review, decision: StoredDecision, parts: ReviewDecisionParts): Promise<Review> {
  const { Attributes: row } = await parts.callbacks.dynamodb.send(
    new UpdateItemCommand({
      TableName: parts.callbacks.tableName,
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

function decisionOf(review: Review, asked: ReviewDecisionEvent, nowMilliseconds: number): StoredDecision {
  const fields = asked.fields === undefined ? undefined : { ...review.fields, ...asked.fields };
  if (Buffer.byteLength(JSON.stringify(fields ?? {})) > maxFieldsBytes) {
    throw new InvalidDecision(
      `the corrected fields take more than ${maxFieldsBytes} bytes, which no state can hand on`,
    );
  }
  return {
    decision: asked.decision,
    reviewer: asked.reviewer,
    ...(fields !== undefined && { fields }),
    ...(asked.comment !== undefined && { comment: asked.comment }),
    decidedAt: new Date(nowMilliseconds).toISOString(),
  };
}

function keysOf({ reviewId, documentId, executionArn }: Review) {
  return { reviewId, documentId, executionArn };
}
