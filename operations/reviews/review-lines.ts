import { join } from 'node:path';
import { shownFile } from '@document-pipelines/asl/paths';
import { readRow } from '@document-pipelines/local-aws/environment';
import { shownPath } from '@document-pipelines/local-aws/services/s3';
import type { ReadOnlyEnvironment } from '../environment';
import { isServiceError } from '../ledger/ledger-client';
import { continuedBy, type OperatorCommands } from '../operator-commands';
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
export async function expiredLines(
  look: ReadOnlyEnvironment,
  reviews: readonly Review[],
  commands: OperatorCommands,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const review of reviews.filter(({ status }) => status === 'EXPIRED')) {
    const { reviewId, documentId, key, executionArn, answerBefore } = review;
    const id = documentId ?? executionArn;
    if (await hasFailed(look, review))
      lines.push(`${reviewId}  ${key}  expired ${answerBefore}${continuedBy(commands, { id })}`);
  }
  return lines;
}

async function hasFailed(
  { services, names }: ReadOnlyEnvironment,
  { documentId, executionArn }: Review,
): Promise<boolean> {
  if (documentId !== undefined) {
    const row = await readRow(services, names.ledgerTableName, { documentId });
    return row?.['status'] === 'FAILED' && row['executionArn'] === executionArn;
  }
  try {
    const described = await services.call('states', 'DescribeExecution', { executionArn }, { kind: 'operator' });
    return described['status'] === 'FAILED';
  } catch (error) {
    if (isServiceError(error, 'ExecutionDoesNotExist')) return false;
    throw error;
  }
}

/** Returns everything that a person needs to decide, with paths of files to open. */
export async function showLines(
  look: ReadOnlyEnvironment,
  review: Review,
  commands: OperatorCommands,
): Promise<readonly string[]> {
  const { reviewId, documentType, status, round, reasons, fields, answerBefore, confidence, decision } = review;
  const { documentId, key, textUri } = review;
  const [expired] = await expiredLines(look, [review], commands);
  return [
    expired ?? `${reviewId}: ${status}, request ${round}`,
    ...(decision === undefined ? [] : [`decision  ${decisionText(decision)}`]),
    ...(documentId === undefined
      ? []
      : [
          `document  ${await fileOfDocument(look, { documentId, key })}`,
          `id        ${documentId}`,
          `text      ${fileOfUri(look, textUri) ?? textUri}`,
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
  look: ReadOnlyEnvironment,
  { documentId, key }: { readonly documentId: string; readonly key: string },
): Promise<string> {
  const { services, names } = look;
  const { versionId, bucket = names.documentBucketName } =
    (await readRow(services, names.ledgerTableName, { documentId })) ?? {};
  const uri = `s3://${String(bucket)}/${key}`;
  const isCurrent = versionId !== undefined && (await currentVersion(look, String(bucket), key)) === versionId;
  if (!isCurrent) return `${uri}, version ${String(versionId ?? 'unknown')}, which is not the current one`;
  return fileOfUri(look, uri) ?? uri;
}

async function currentVersion({ services }: ReadOnlyEnvironment, Bucket: string, Key: string): Promise<unknown> {
  try {
    const { VersionId: versionId } = await services.call('s3', 'HeadObject', { Bucket, Key }, { kind: 'operator' });
    return versionId;
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey')) return undefined;
    throw error;
  }
}

function fileOfUri({ stateFolder }: ReadOnlyEnvironment, uri: string): string | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  return shownFile(shownPath(join(stateFolder, 'objects', bucket), key));
}
