import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { bodyText } from '../shared/platform/body';
import { isNamed } from '../shared/platform/error-name';
import { BatchRefused } from './batch-errors';
import type { PrepareBatchDependencies } from './dependencies';
import type { PrepareBatchEvent } from './event';

/**
 * Writes `batches/<batchId>/batch.json` ({batchId, executionArn, request}) if it does not exist. A second call of the
 * same execution finds its own, and one that replaces a failed one (`redriveOf`) takes its folder over; any other must
 * not mix its items and results with these: BatchIdTaken. Throws MalformedBatchRequest for a batchId that cannot be a
 * folder.
 */
export async function claimBatch(event: PrepareBatchEvent, dependencies: PrepareBatchDependencies): Promise<void> {
  const { batchId } = event;
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(batchId)) {
    throw new BatchRefused(
      'MalformedBatchRequest',
      `batchId must be 1 to 80 of A-Z, a-z, 0-9, - and _; it is: ${batchId.slice(0, 100)}`,
    );
  }
  const claimFile = { Bucket: dependencies.resultsBucketName, Key: `batches/${batchId}/batch.json` };
  try {
    const body = JSON.stringify(event);
    await dependencies.s3.send(
      new PutObjectCommand({ ...claimFile, Body: body, ContentType: 'application/json', IfNoneMatch: '*' }),
    );
  } catch (error) {
    if (!isNamed(error, 'PreconditionFailed', 'ConditionalRequestConflict')) throw error;
    if (await isSuccessor(event, dependencies, claimFile)) await takeOver(event, dependencies, claimFile);
  }
}

interface ClaimFile {
  readonly Bucket: string;
  readonly Key: string;
}

/**
 * Whether the folder belongs to the failed execution that this one replaces. False if it is its own. Throws
 * BatchIdTaken.
 */
async function isSuccessor(
  { executionArn, request }: PrepareBatchEvent,
  { s3 }: PrepareBatchDependencies,
  claimFile: ClaimFile,
): Promise<boolean> {
  const claim = JSON.parse(
    await bodyText(await s3.send(new GetObjectCommand(claimFile))),
  ) as Partial<PrepareBatchEvent>;
  const { executionArn: owner = 'nobody known' } = claim;
  if (owner === executionArn) return false;
  if (owner === request.redriveOf) return true;
  const message = `s3://${claimFile.Bucket}/${claimFile.Key} belongs to ${owner}; give this batch a batchId of its own`;
  throw new BatchRefused('BatchIdTaken', message);
}

async function takeOver(
  event: PrepareBatchEvent,
  { s3 }: PrepareBatchDependencies,
  claimFile: ClaimFile,
): Promise<void> {
  await s3.send(new PutObjectCommand({ ...claimFile, Body: JSON.stringify(event), ContentType: 'application/json' }));
}
