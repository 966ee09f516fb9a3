import type { Json } from '@document-pipelines/asl/definition';
import { type Account, readAttributes, readRows, type StoredRow } from '../account';

/** A review that the pipeline asked for: a row `review/<id>` of the callbacks table. */
export interface Review {
  readonly reviewId: string;
  /** Absent if the review is not about a document: an approval of a model. */
  readonly documentId?: string;
  readonly key: string;
  readonly documentType: string;
  /** EXPIRED: it was not decided in time, and cannot be decided any more. */
  readonly status: 'WAITING' | 'DECIDED' | 'EXPIRED';
  readonly round: number;
  /** The model's, from 0 to 1; absent without a confidence. */
  readonly confidence?: number;
  readonly reasons: readonly string[];
  readonly fields: Json;
  readonly textUri: string;
  readonly executionArn: string;
  /** ISO 8601; links and decisions are good until then. */
  readonly answerBefore: string;
  /** Absent until a decision is made. */
  readonly decision?: Readonly<Record<string, Json>>;
}

const prefix = 'review/';

/** All of a review but its task token, which could end its Task. */
const attributes = [
  'callbackId',
  'documentId',
  'documentKey',
  'documentType',
  'status',
  'round',
  'confidence',
  'reasons',
  'fields',
  'textUri',
  'executionArn',
  'answerBefore',
  'decision',
];

/** Returns the reviews of an environment, decided and expired ones included, in the order of their keys. */
export async function readReviews(account: Account): Promise<readonly Review[]> {
  const rows = await readRows(account, account.names.callbacksTableName, attributes);
  const now = Date.now();
  return rows
    .filter(({ callbackId }) => String(callbackId).startsWith(prefix))
    .map((row) => reviewOf(row, now))
    .sort((a, b) => a.key.localeCompare(b.key));
}

/** Returns one review; undefined without one. A query of one row, where `readReviews` scans the table. */
export async function readReview(account: Account, reviewId: string): Promise<Review | undefined> {
  const row = await readReviewRow(account, reviewId);
  return row === undefined ? undefined : reviewOf(row, Date.now());
}

/** Returns one review's row without its task token; undefined without one. */
export async function readReviewRow(account: Account, reviewId: string): Promise<StoredRow | undefined> {
  const key = ['callbackId', `${prefix}${reviewId}`] as const;
  return readAttributes(account, account.names.callbacksTableName, { key, attributes });
}

function reviewOf(row: StoredRow, now: number): Review {
  const answerBefore = String(row['answerBefore'] ?? '');
  const isExpired = row['status'] === 'WAITING' && Date.parse(answerBefore) <= now;
  return {
    reviewId: String(row['callbackId']).slice(prefix.length),
    ...(row['documentId'] !== undefined && { documentId: String(row['documentId']) }),
    key: String(row['documentKey'] ?? ''),
    documentType: String(row['documentType'] ?? ''),
    status: isExpired ? 'EXPIRED' : row['status'] === 'DECIDED' ? 'DECIDED' : 'WAITING',
    round: Number(row['round'] ?? 1),
    ...(row['confidence'] !== undefined && { confidence: Number(row['confidence']) }),
    reasons: parseJsonOr(row['reasons'], []) as readonly string[],
    fields: parseJsonOr(row['fields'], {}),
    textUri: String(row['textUri'] ?? ''),
    executionArn: String(row['executionArn'] ?? ''),
    answerBefore,
    ...(row['decision'] !== undefined && {
      decision: parseJsonOr(row['decision'], {}) as Readonly<Record<string, Json>>,
    }),
  };
}

function parseJsonOr(text: unknown, otherwise: Json): Json {
  return typeof text === 'string' ? (JSON.parse(text) as Json) : otherwise;
}
