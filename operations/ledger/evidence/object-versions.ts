import { type Account, allPages, batchPrefix, follow, incomingPrefix } from '../../account';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { listVersions } from './list-versions';

/** Every object version under incoming/ and batch/ that is a document, by documentId: neither delete markers nor folders. */
export async function readObjectVersions(account: Account): Promise<ReadonlyMap<string, ObjectPointer>> {
  const pointers = [...(await versionsUnder(account, incomingPrefix)), ...(await versionsUnder(account, batchPrefix))];
  return new Map(pointers.map((pointer) => [documentIdOf(pointer), pointer]));
}

/** Whether a listing of object versions has everything under this key's prefix. */
export function isListed(key: string): boolean {
  return key.startsWith(incomingPrefix) || key.startsWith(batchPrefix);
}

/** Whether an object is what consoles make of a folder: it starts no execution. An object with bytes is a document under any name. */
export function isFolder({ Key: key, Size: size }: ListedObject): boolean {
  return key.endsWith('/') && size === 0;
}

/** An object as S3 lists it. */
export interface ListedObject {
  readonly Key: string;
  readonly Size: number;
}

async function versionsUnder(account: Account, Prefix: string): Promise<readonly ObjectPointer[]> {
  const { documentBucketName: bucket } = account.names;
  const versions = await listVersions(account, bucket, Prefix);
  return versions
    .filter((version) => !isFolder(version))
    .map(({ Key: key, VersionId: versionId }) => ({ bucket, key, versionId }));
}

/** Returns the keys of the results bucket. */
export async function readResultKeys(account: Account): Promise<readonly string[]> {
  const objects = await allPages<{ readonly Key: string }>(
    (from) => account.call('s3', 'ListObjectsV2', { Bucket: account.names.resultsBucketName, ...from }),
    ({ Contents: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
  );
  return objects.map(({ Key: key }) => key);
}

/** The documents whose document.json is among these keys. */
export function storedDocuments(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map(storedDocument).filter((documentId) => documentId !== undefined));
}

/** Returns the document whose document.json an object of the results bucket is; undefined for any other object. */
export function storedDocument(key: string): string | undefined {
  const suffix = '/document.json';
  return key.endsWith(suffix) ? key.slice(0, -suffix.length) : undefined;
}
