import { type Account, allPages, follow } from '../account';
import type { BatchRecord } from './batch-record';

/** Returns the ids of all batches: the folders `batches/<batchId>/` of the results bucket. */
export async function readBatchIds(account: Account): Promise<readonly string[]> {
  const prefixes = await allPages<{ readonly Prefix: string }>(
    (from) =>
      account.call('s3', 'ListObjectsV2', {
        Bucket: account.names.resultsBucketName,
        Prefix: 'batches/',
        Delimiter: '/',
        ...from,
      }),
    ({ CommonPrefixes: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
  );
  return prefixes.map(({ Prefix: prefix }) => prefix.split('/')[1] ?? '').filter((batchId) => batchId !== '');
}

/** Sorts batches by their start. */
export function newestFirst(a: Pick<BatchRecord, 'startDate'>, b: Pick<BatchRecord, 'startDate'>): number {
  return (b.startDate?.getTime() ?? 0) - (a.startDate?.getTime() ?? 0);
}
