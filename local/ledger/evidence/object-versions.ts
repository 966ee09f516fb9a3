import { incomingPrefix, type LedgerPlace } from '../ledger-place';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { allPages, follow } from './pages';

/** Every object version under incoming/, by documentId; delete markers are none. */
export async function readObjectVersions(place: LedgerPlace): Promise<ReadonlyMap<string, ObjectPointer>> {
  const { documentBucketName: bucket } = place.names;
  const versions = await allPages<{ readonly Key: string; readonly VersionId: string }>(
    (from) => place.call('s3', 'ListObjectVersions', { Bucket: bucket, Prefix: incomingPrefix, ...from }),
    ({ Versions: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true
        ? follow(answer, { KeyMarker: 'NextKeyMarker', VersionIdMarker: 'NextVersionIdMarker' })
        : undefined,
  );
  const pointers = versions.map(({ Key: key, VersionId: versionId }) => ({ bucket, key, versionId }));
  return new Map(pointers.map((pointer) => [documentIdOf(pointer), pointer]));
}

/** The documents whose document.json lies in the results bucket. */
export async function readStoredDocuments(place: LedgerPlace): Promise<ReadonlySet<string>> {
  const objects = await allPages<{ readonly Key: string }>(
    (from) => place.call('s3', 'ListObjectsV2', { Bucket: place.names.resultsBucketName, ...from }),
    ({ Contents: items }) => items,
    (answer) =>
      answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
  );
  const suffix = '/document.json';
  const stored = objects.map(({ Key: key }) => key).filter((key) => key.endsWith(suffix));
  return new Set(stored.map((key) => key.slice(0, -suffix.length)));
}
