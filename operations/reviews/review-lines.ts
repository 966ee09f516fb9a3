import { join } from 'node:path';
import { shownFile } from '@document-pipelines/asl/paths';
import { shownPath } from '@document-pipelines/local-aws/services/s3';
import { type Account, isServiceError, readRow } from '../account';
import { continuedBy } from '../operator-commands';
import type { Review } from './reviews';

/** Formats a waiting review for a list, with its reasons below it. */
export function listLines({ reviewId, key, documentType, confidence, round, reasons }: Review): readonly string[] {
  const notes = [
    ...(confidence === undefined ? [] : [`confidence ${confidence}`]),
    ...(round > 1 ? [`request ${round}`] : []),
  ];
  const note = notes.length === 0 ? '' : `  (${notes.join(', ')})`;
  return [`${reviewId}  ${key}  ${documentType}${note}`, ...reasons.map((reason) => `    ${reason}`)];
}

/**
 * Returns a line, with the command that asks again, for each review that expired and whose document or model failed for it. If the
 * execution still runs, the review is requested again automatically; one that was decided elsewhere is over.
 */
export async function expiredLines(account: Account, reviews: readonly Review[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const review of reviews.filter(({ status }) => status === 'EXPIRED')) {
    const { reviewId, documentId, key, executionArn, answerBefore } = review;
    const id = documentId ?? executionArn;
    if (await hasFailed(account, review))
      lines.push(`${reviewId}  ${key}  expired ${answerBefore}${continuedBy(account.commands, { id })}`);
  }
  return lines;
}

async function hasFailed(account: Account, { documentId, executionArn }: Review): Promise<boolean> {
  if (documentId !== undefined) {
    const row = await readRow(account, account.names.ledgerTableName, { documentId });
    return row?.['status'] === 'FAILED' && row['executionArn'] === executionArn;
  }
  try {
    const described = await account.call('states', 'DescribeExecution', { executionArn });
    return described['status'] === 'FAILED';
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist')) return false;
    throw error;
  }
}

/** Returns everything that a person needs to decide, with paths of files to open. */
export async function showLines(account: Account, review: Review): Promise<readonly string[]> {
  const { reviewId, documentType, status, round, reasons, fields, answerBefore, confidence, decision } = review;
  const { documentId, key, textUri } = review;
  const [expired] = await expiredLines(account, [review]);
  return [
    expired ?? `${reviewId}: ${status}, request ${round}`,
    ...(decision === undefined ? [] : [`decision  ${decisionText(decision)}`]),
    ...(documentId === undefined
      ? []
      : [
          `document  ${await fileOfDocument(account, { documentId, key })}`,
          `id        ${documentId}`,
          `text      ${fileOfUri(account, textUri) ?? textUri}`,
        ]),
    `type      ${documentType}`,
    ...(confidence === undefined ? [] : [`confident ${confidence}`]),
    ...(status === 'WAITING' ? [`until     ${answerBefore}`] : []),
    ...reasons.map((reason) => `reason    ${reason}`),
    ...JSON.stringify(fields, undefined, 2).split('\n'),
  ];
}

function decisionText({ decision, reviewer, decidedAt, comment }: NonNullable<Review['decision']>): string {
  return `${String(decision)} by ${String(reviewer)}, ${String(decidedAt)}${comment === undefined ? '' : `: ${String(comment)}`}`;
}

/** The copy that the local S3 keeps for users is of the current version; an older one is named as S3 knows it. */
async function fileOfDocument(
  account: Account,
  { documentId, key }: { readonly documentId: string; readonly key: string },
): Promise<string> {
  const { versionId, bucket = account.names.documentBucketName } =
    (await readRow(account, account.names.ledgerTableName, { documentId })) ?? {};
  const uri = `s3://${String(bucket)}/${key}`;
  const isCurrent = versionId !== undefined && (await currentVersion(account, String(bucket), key)) === versionId;
  if (!isCurrent) return `${uri}, version ${String(versionId ?? 'unknown')}, which is not the current one`;
  return fileOfUri(account, uri) ?? uri;
}

async function currentVersion(account: Account, Bucket: string, Key: string): Promise<unknown> {
  try {
    const { VersionId: versionId } = await account.call('s3', 'HeadObject', { Bucket, Key });
    return versionId;
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey')) return undefined;
    throw error;
  }
}

function fileOfUri({ stateFolder }: Account, uri: string): string | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (stateFolder === undefined || bucket === undefined || key === undefined) return undefined;
  return shownFile(shownPath(join(stateFolder, 'objects', bucket), key));
}
