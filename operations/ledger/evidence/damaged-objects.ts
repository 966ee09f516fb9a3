import { type Account, batchPrefix, incomingPrefix, isServiceError } from '../../account';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { type ListedVersion, listVersions } from './list-versions';

/** An object version that cannot be read as it was stored. */
export interface DamagedObject extends ObjectPointer {
  /** Undefined for an object of the results bucket that belongs to no single document. */
  readonly documentId: string | undefined;
  /** The error that the service returns to readers. */
  readonly problem: string;
}

/**
 * Asks for the first byte of every document's object version and of every current result: S3 returns InternalError if the content is
 * damaged.
 */
export async function readDamagedObjects(account: Account): Promise<readonly DamagedObject[]> {
  const { documentBucketName, resultsBucketName } = account.names;
  const documents = [
    ...(await listVersions(account, documentBucketName, incomingPrefix)),
    ...(await listVersions(account, documentBucketName, batchPrefix)),
  ];
  const results = (await listVersions(account, resultsBucketName)).filter(({ IsLatest }) => IsLatest);
  return [
    ...(await damagedOf(account, documentBucketName, documents)),
    ...(await damagedOf(account, resultsBucketName, results)),
  ];
}

async function damagedOf(
  account: Account,
  bucket: string,
  versions: readonly ListedVersion[],
): Promise<readonly DamagedObject[]> {
  const damaged: DamagedObject[] = [];
  for (const { Key: key, VersionId: versionId, Size } of versions) {
    // An empty object does not have a range.
    const range = Size === 0 ? {} : { Range: 'bytes=0-0' };
    try {
      await account.call('s3', 'GetObject', { Bucket: bucket, Key: key, VersionId: versionId, ...range });
    } catch (error) {
      if (isServiceError(error, 'NoSuchVersion', 'NoSuchKey')) continue;
      if (!isServiceError(error, 'InternalError')) throw error;
      const pointer = { bucket, key, versionId };
      damaged.push({ ...pointer, documentId: documentOf(account, pointer), problem: (error as Error).message });
    }
  }
  return damaged;
}

function documentOf(account: Account, pointer: ObjectPointer): string | undefined {
  if (pointer.bucket === account.names.documentBucketName) return documentIdOf(pointer);
  return /^([0-9a-f]{64})\//.exec(pointer.key)?.[1];
}
