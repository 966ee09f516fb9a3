import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { isNamed } from '../shared/platform/error-name';
import { BatchRefused } from './batch-errors';
import type { PrepareBatchEvent, PrepareBatchParts } from './prepare-batch';

/**
 * Writes `batches/<batchId>/batch.json` ({batchId, executionArn, request}) if it is not there. A second call of the same execution finds
 * its own; another execution must not mix its items and results with these: BatchIdTaken. Throws MalformedBatchRequest for a batchId
 * that makes no folder.
 */
export async function claimBatch(event: PrepareBatchEvent, parts: PrepareBatchParts): Promise<void> {
  const { batchId, executionArn } = event;
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(batchId)) {
    throw new BatchRefused(
      'MalformedBatchRequest',
      `batchId must be 1 to 80 of A-Z, a-z, 0-9, - and _; it is: ${batchId.slice(0, 100)}`,
    );
  }
  const place = { Bucket: parts.resultsBucketName, Key: `batches/${batchId}/batch.json` };
  try {
    const body = JSON.stringify(event);
    await parts.s3.send(
      new PutObjectCommand({ ...place, Body: body, ContentType: 'application/json', IfNoneMatch: '*' }),
    );
  } catch (error) {
    if (!isNamed(error, 'PreconditionFailed', 'ConditionalRequestConflict')) throw error;
    await assertMine(parts, place, executionArn);
  }
}

async function assertMine(
  { s3 }: PrepareBatchParts,
  place: { readonly Bucket: string; readonly Key: string },
  executionArn: string,
): Promise<void> {
  const answer = await s3.send(new GetObjectCommand(place));
  const owner = (JSON.parse((await answer.Body?.transformToString()) ?? '{}') as Partial<PrepareBatchEvent>)
    .executionArn;
  if (owner === executionArn) return;
  const message = `s3://${place.Bucket}/${place.Key} belongs to ${owner ?? 'nobody known'}; give this batch a batchId of its own`;
  throw new BatchRefused('BatchIdTaken', message);
}
