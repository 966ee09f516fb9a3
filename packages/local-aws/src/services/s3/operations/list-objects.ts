import { optionalNumber, optionalText } from '../../input';
import type { Shape } from '../../service';
import type { Bucket } from '../bucket/bucket';
import type { ObjectVersion } from '../bucket/object-version';
import { s3Errors } from '../s3-errors';
import type { S3State } from '../s3-state';

/** ListObjectsV2: current objects in the order of their keys. */
export async function listObjectsV2(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const token = optionalText(input, 'ContinuationToken');
  const after = token === undefined ? optionalText(input, 'StartAfter') : Buffer.from(token, 'base64url').toString();
  const request = listingOf(input);
  const page = listPage(bucket.keys(), request, after, (key) => {
    const current = bucket.current(key);
    return current === undefined || current.deleteMarker ? [] : [current];
  });
  return {
    Name: bucket.name,
    ...request.echo,
    KeyCount: page.versions.length + page.prefixes.length,
    IsTruncated: page.next !== undefined,
    ...(page.next === undefined ? {} : { NextContinuationToken: Buffer.from(page.next).toString('base64url') }),
    ...(token === undefined ? {} : { ContinuationToken: token }),
    Contents: page.versions.map((version) => ({ ...entryOf(version), StorageClass: 'STANDARD' })),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
  };
}

/** ListObjectVersions: every version and delete marker, newest first within a key. Pages end between keys. */
export async function listObjectVersions(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const request = listingOf(input);
  const page = listPage(bucket.keys(), request, optionalText(input, 'KeyMarker'), (key) => bucket.versionsOf(key));
  const isLatest = (version: ObjectVersion) => bucket.current(version.key) === version;
  const rows = page.versions.map((version) => ({
    deleteMarker: version.deleteMarker,
    row: { ...entryOf(version), VersionId: version.versionId, IsLatest: isLatest(version) },
  }));
  return {
    Name: bucket.name,
    ...request.echo,
    IsTruncated: page.next !== undefined,
    ...(page.next === undefined ? {} : { NextKeyMarker: page.next }),
    Versions: rows.filter(({ deleteMarker }) => !deleteMarker).map(({ row }) => ({ ...row, StorageClass: 'STANDARD' })),
    DeleteMarkers: rows
      .filter(({ deleteMarker }) => deleteMarker)
      .map(({ row: { ETag: _etag, Size: _size, ...row } }) => row),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix })),
  };
}

interface Listing {
  readonly prefix: string;
  readonly delimiter: string;
  readonly maximum: number;
  /** The request's own fields, which the output repeats. */
  readonly echo: Shape;
}

function listingOf(input: Shape): Listing {
  const prefix = optionalText(input, 'Prefix') ?? '';
  const delimiter = optionalText(input, 'Delimiter') ?? '';
  const maximum = Math.min(optionalNumber(input, 'MaxKeys') ?? 1000, 1000);
  if (maximum < 0) throw s3Errors.invalidArgument('Argument maxKeys must be an integer between 0 and 2147483647');
  return {
    prefix,
    delimiter,
    maximum,
    echo: { Prefix: prefix, MaxKeys: maximum, ...(delimiter === '' ? {} : { Delimiter: delimiter }) },
  };
}

interface Page {
  readonly versions: readonly ObjectVersion[];
  readonly prefixes: readonly string[];
  /** Last key or prefix of the page where more follows. */
  readonly next: string | undefined;
}

function listPage(
  keys: readonly string[],
  listing: Listing,
  after: string | undefined,
  versionsOf: (key: string) => readonly ObjectVersion[],
): Page {
  const versions: ObjectVersion[] = [];
  const prefixes = new Set<string>();
  let last: string | undefined;
  for (const key of keys) {
    if (!key.startsWith(listing.prefix)) continue;
    const prefix = commonPrefix(key, listing);
    if (after !== undefined && (isNotAfter(key, after) || (prefix !== undefined && isNotAfter(prefix, after))))
      continue;
    if (prefix !== undefined && prefixes.has(prefix)) continue;
    const found = versionsOf(key);
    if (found.length === 0) continue;
    if (versions.length + prefixes.size >= listing.maximum) return { versions, prefixes: [...prefixes], next: last };
    last = prefix ?? key;
    if (prefix === undefined) versions.push(...found);
    else prefixes.add(prefix);
  }
  return { versions, prefixes: [...prefixes], next: undefined };
}

function commonPrefix(key: string, { prefix, delimiter }: Listing): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

function isNotAfter(key: string, marker: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(marker)) <= 0;
}

function entryOf(version: ObjectVersion): {
  readonly Key: string;
  readonly LastModified: Date;
  readonly ETag: string;
  readonly Size: number;
} {
  return {
    Key: version.key,
    LastModified: new Date(version.lastModified),
    ETag: `"${version.etag}"`,
    Size: version.sizeBytes,
  };
}

/** ListBuckets. */
export async function listBuckets(state: S3State): Promise<Shape> {
  const buckets: readonly Bucket[] = [...state.all()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return { Buckets: buckets.map((bucket) => ({ Name: bucket.name, CreationDate: new Date(bucket.createdAt) })) };
}
