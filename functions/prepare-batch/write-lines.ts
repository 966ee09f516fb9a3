import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { PrepareBatchDependencies } from './dependencies';
import type { ResultsObject } from './event';

/** Writes values as JSON lines under a key of the results bucket. The same values produce the same object. */
export async function writeLines(
  { s3, resultsBucketName: bucket }: PrepareBatchDependencies,
  key: string,
  values: readonly object[],
): Promise<ResultsObject> {
  const body = values.map((value) => `${JSON.stringify(value)}\n`).join('');
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: 'application/jsonl' }));
  return { bucket, key };
}
