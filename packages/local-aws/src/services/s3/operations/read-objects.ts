import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { optionalText, requiredText } from '../../input';
import type { Caller, Shape } from '../../service';
import type { Bucket } from '../bucket/bucket';
import type { ObjectVersion } from '../bucket/object-version';
import { type ByteRange, parseRange } from '../byte-range';
import { checkRead } from '../preconditions';
import { s3Errors } from '../s3-errors';
import type { S3State } from '../s3-state';

/** With this member of GetObject's input as `true`, Body is a Readable instead of bytes. The HTTP endpoint uses it. */
export const asStream: unique symbol = Symbol('asStream');

/** GetObject. */
export async function getObject(state: S3State, input: Shape, caller: Caller): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const version = findVersion(state, bucket, input, caller, 'get');
  checkRead(input, version);
  const range = parseRange(optionalText(input, 'Range'), version.sizeBytes);
  const file = await bucket.contentOf(version);
  if (file === undefined) return getObject(state, input, caller);
  const streamed = (input as { readonly [asStream]?: boolean })[asStream] === true;
  const Body = streamed ? streamOf(file, range, version) : await bytesOf(file, range, version);
  return { ...describeVersion(version, range), Body };
}

/** HeadObject: a missing object is NotFound, because the response does not have a body with details. */
export async function headObject(state: S3State, input: Shape, caller: Caller): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const version = findVersion(state, bucket, input, caller, 'head');
  checkRead(input, version);
  return describeVersion(version, parseRange(optionalText(input, 'Range'), version.sizeBytes));
}

/** Returns the version that an input names by Key and VersionId, or the current one. Throws S3's error without one. */
export function findVersion(
  state: S3State,
  bucket: Bucket,
  input: Shape,
  caller: Caller,
  way: 'get' | 'head',
): ObjectVersion {
  const key = requiredText(input, 'Key');
  const versionId = optionalText(input, 'VersionId');
  const version = versionId === undefined ? bucket.current(key) : bucket.version(key, versionId);
  if (version === undefined || (version.deleteMarker && versionId === undefined)) {
    const unknownVersion = versionId !== undefined && way === 'get';
    const absent = unknownVersion ? s3Errors.noSuchVersion(key) : s3Errors.noSuchKey(key);
    throw state.missing(bucket, caller, way === 'head' ? s3Errors.notFound() : absent);
  }
  if (version.deleteMarker) throw s3Errors.deleteMarker();
  return version;
}

/** Returns the headers of a version, without its content. */
function describeVersion(version: ObjectVersion, range: ByteRange | undefined): Shape {
  const tags = Object.keys(version.tags).length;
  return {
    ...version.headers,
    AcceptRanges: 'bytes',
    LastModified: new Date(Math.floor(version.lastModified / 1000) * 1000),
    ContentLength: range === undefined ? version.sizeBytes : range.last - range.first + 1,
    ETag: `"${version.etag}"`,
    ...(version.versionId === 'null' ? {} : { VersionId: version.versionId }),
    ...(range === undefined ? {} : { ContentRange: `bytes ${range.first}-${range.last}/${version.sizeBytes}` }),
    ...(tags === 0 ? {} : { TagCount: tags }),
    ServerSideEncryption: 'AES256',
    Metadata: version.metadata,
  };
}

function streamOf(file: string, range: ByteRange | undefined, version: ObjectVersion): Readable {
  if (version.sizeBytes === 0) return createReadStream(file);
  return createReadStream(file, range === undefined ? {} : { start: range.first, end: range.last });
}

async function bytesOf(file: string, range: ByteRange | undefined, version: ObjectVersion): Promise<Uint8Array> {
  const first = range?.first ?? 0;
  const length = range === undefined ? version.sizeBytes : range.last - range.first + 1;
  const handle = await open(file);
  try {
    const bytes = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, first + filled);
      if (bytesRead === 0) throw s3Errors.damaged(version.key, `${file} ends too early`);
      filled += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
