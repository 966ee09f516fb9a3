import { batchPrefix, incomingPrefix, type LedgerClient } from '../ledger-client';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { listVersions } from './list-versions';
import { allPages, follow } from './pages';

/** Every object version under incoming/ and batch/ that is a document, by documentId: neither delete markers nor folders. */
export async function readObjectVersions(client: LedgerClient): Promise<ReadonlyMap<string, ObjectPointer>> {
  const pointers = [...(await versionsUnder(client, incomingPrefix)), ...(await versionsUnder(client, batchPrefix))];
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

async function versionsUnder(client: LedgerClient, Prefix: string): Promise<readonly ObjectPointer[]> {
  const { documentBucketName: bucket } = client.names;
  const versions = await listVersions(client, bucket, Prefix);
  return versions
    .filter((version) => !isFolder(version))
    .map(({ Key: key, VersionId: versionId }) => ({ bucket, key, versionId }));
}

/** Returns the keys of the results bucket. */
export async function readResultKeys(client: LedgerClient): Promise<readonly string[]> {
  const objects = await allPages<{ readonly Key: string }>(
    (from) => client.call('s3', 'ListObjectsV2', { Bucket: client.names.resultsBucketName, ...from }),
    ({ Contents: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
  );
  return objects.map(({ Key: key }) => key);
}

/** The documents whose document.json is among these keys. */
export function storedDocuments(keys: readonly string[]): ReadonlySet<string> {
  const suffix = '/document.json';
  const stored = keys.filter((key) => key.endsWith(suffix));
  return new Set(stored.map((key) => key.slice(0, -suffix.length)));
}
