import type { Shape } from '@document-pipelines/local-aws/services';
import { type Account, isServiceError } from '../account';
import type { ObjectPointer } from '../ledger/object-pointer';
import { readReviewRow } from '../reviews/reviews';
import { isoOf } from './history/read-execution';
import type { StoredResult, StoryObject, StoryReview } from './story';

/** Returns an object version, with its time and size if it still exists. */
export async function readObject(account: Account, pointer: ObjectPointer): Promise<StoryObject> {
  const { bucket: Bucket, key: Key, versionId: VersionId } = pointer;
  const head = await headObject(account, { Bucket, Key, VersionId });
  if (head === undefined) return pointer;
  const uploadedAt = isoOf(head['LastModified']);
  return { ...pointer, ...(uploadedAt === undefined ? {} : { uploadedAt }), bytes: Number(head['ContentLength']) };
}

/** Returns the stored result of a document; undefined without one. */
export async function readStoredResult(account: Account, documentId: string): Promise<StoredResult | undefined> {
  const Bucket = account.names.resultsBucketName;
  const Key = `${documentId}/document.json`;
  const head = await headObject(account, { Bucket, Key });
  if (head === undefined) return undefined;
  const storedAt = isoOf(head['LastModified']) ?? '';
  return { uri: `s3://${Bucket}/${Key}`, bytes: Number(head['ContentLength']), storedAt };
}

async function headObject(account: Account, input: Shape): Promise<Shape | undefined> {
  try {
    return await account.call('s3', 'HeadObject', input);
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey', 'NoSuchVersion', 'MethodNotAllowed')) return undefined;
    throw error;
  }
}

/** Returns the review of a document from the callbacks table: the last one that an execution asked for. */
export async function readReview(
  account: Account,
  documentId: string,
  { data }: { readonly data: boolean },
): Promise<StoryReview | undefined> {
  // functions/shared/review/review.ts derives it in the same way.
  const reviewId = `review-${documentId.slice(0, 16)}`;
  const row = await readReviewRow(account, reviewId);
  if (row === undefined || (row['documentId'] ?? documentId) !== documentId) return undefined;
  const [answerBefore, executionArn, status] = ['answerBefore', 'executionArn', 'status'].map((name) =>
    String(row[name] ?? ''),
  ) as [string, string, string];
  const reasons = listOf(row['reasons']);
  const isLate = status === 'WAITING' && Date.parse(answerBefore) <= Date.now();
  return {
    reviewId,
    executionArn,
    status: isLate ? 'EXPIRED' : status === 'DECIDED' ? 'DECIDED' : 'WAITING',
    round: Number(row['round'] ?? 1),
    reasonCount: reasons.length,
    answerBefore,
    ...decisionOf(row['decision'], data),
    ...(data ? { reasons } : {}),
  };
}

function decisionOf(text: unknown, data: boolean): Partial<StoryReview> {
  if (typeof text !== 'string') return {};
  const { decision, reviewer, decidedAt, comment } = JSON.parse(text) as Readonly<Record<string, string>>;
  return {
    ...(decision === undefined ? {} : { decision }),
    ...(reviewer === undefined ? {} : { reviewer }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
    ...(data && comment !== undefined ? { comment } : {}),
  };
}

function listOf(text: unknown): readonly string[] {
  const value: unknown = typeof text === 'string' ? JSON.parse(text) : [];
  return Array.isArray(value) ? value.map(String) : [];
}
