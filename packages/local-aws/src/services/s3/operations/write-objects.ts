import { optionalText, requiredText, textsByName } from '../../input';
import type { Caller, Shape } from '../../service';
import type { Bucket } from '../bucket/bucket';
import type { Body } from '../bucket/bucket-files';
import type { ObjectVersion } from '../bucket/object-version';
import { checkWrite } from '../preconditions';
import { s3Errors } from '../s3-errors';
import type { S3State } from '../s3-state';
import { tagsFromHeader } from '../tag-sets';
import { findVersion } from './read-objects';

/** Headers that S3 stores with an object and returns with it. */
const storedHeaders = [
  'ContentType',
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'Expires',
];

/** PutObject. The body is on disk before the conditions are checked, so that check and write are atomic. */
export async function putObject(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const key = checkedKey(input);
  const described = describeNew(input);
  checkWrite(input, key, bucket.current(key));
  const content = await bucket.files.store(input['Body'] as Body);
  const digest = optionalText(input, 'ContentMD5');
  if (digest !== undefined && Buffer.from(digest, 'base64').toString('hex') !== content.md5) {
    await bucket.files.removeContent(content.file);
    throw s3Errors.badDigest();
  }
  const written = await write(state, bucket, input, { ...described, key, ...content, etag: content.md5 }, 'PutObject');
  return writeAnswer(written);
}

/** CopyObject: metadata and tags come from the source unless a directive is REPLACE. */
export async function copyObject(state: S3State, input: Shape, caller: Caller): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const key = checkedKey(input);
  const source = copySource(input);
  const sourceBucket = state.bucketOf(source);
  const from = findVersion(state, sourceBucket, source, caller, 'get');
  const described = describeNew(input);
  const replacesMetadata = optionalText(input, 'MetadataDirective') === 'REPLACE';
  const replacesTags = optionalText(input, 'TaggingDirective') === 'REPLACE';
  const sourceFile = await sourceBucket.contentOf(from);
  if (sourceFile === undefined) return copyObject(state, input, caller);
  const file = await bucket.files.copy(sourceFile);
  const metadata = replacesMetadata ? described : { headers: from.headers, metadata: from.metadata };
  const tags = replacesTags ? described.tags : from.tags;
  const fresh = {
    key,
    file,
    sizeBytes: from.sizeBytes,
    ...(from.contentMd5 === undefined ? {} : { contentMd5: from.contentMd5 }),
    etag: from.etag,
    headers: metadata.headers,
    metadata: metadata.metadata,
    tags,
  };
  const written = await write(state, bucket, input, fresh, 'CopyObject');
  return {
    ...(written.versionId === 'null' ? {} : { VersionId: written.versionId }),
    ...(from.versionId === 'null' ? {} : { CopySourceVersionId: from.versionId }),
    CopyObjectResult: { ETag: `"${written.etag}"`, LastModified: new Date(written.lastModified) },
  };
}

/** Bucket, Key and VersionId of `CopySource`: `bucket/key?versionId=…`, percent-encoded. */
export function copySource(input: Shape): Shape {
  const text = requiredText(input, 'CopySource').replace(/^\//, '');
  const [location = '', query] = text.split('?versionId=');
  const decoded = decodeURIComponent(location);
  const slash = decoded.indexOf('/');
  if (slash < 1)
    throw s3Errors.invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  return {
    Bucket: decoded.slice(0, slash),
    Key: decoded.slice(slash + 1),
    ...(query === undefined ? {} : { VersionId: query }),
  };
}

/** Writes content that is already stored as a new version, if the input's conditions hold, and publishes the event. */
export async function write(
  state: S3State,
  bucket: Bucket,
  conditions: Shape,
  fresh: Pick<ObjectVersion, 'key' | 'file' | 'sizeBytes' | 'contentMd5' | 'etag' | 'headers' | 'metadata' | 'tags'>,
  reason: string,
): Promise<ObjectVersion> {
  try {
    checkWrite(conditions, fresh.key, bucket.current(fresh.key));
  } catch (error) {
    await bucket.files.removeContent(fresh.file);
    throw error;
  }
  const { key, file, sizeBytes, contentMd5, etag, headers, metadata, tags } = fresh;
  const content = { file, sizeBytes, ...(contentMd5 === undefined ? {} : { contentMd5 }) };
  const owed = bucket.settings.eventBridge ? { owedEvent: reason } : {};
  const written = bucket.put(
    { key, ...content, etag, headers, metadata, tags, deleteMarker: false, ...owed },
    state.options.now(),
  );
  await state.tell(bucket, written);
  return written;
}

/** Headers, user metadata and tags of a new object. */
export function describeNew(input: Shape): Pick<ObjectVersion, 'headers' | 'metadata' | 'tags'> {
  const headers = storedHeaders
    .filter((name) => input[name] !== undefined)
    .map((name): [string, string] => [name, String(input[name])]);
  const metadata = Object.entries(textsByName(input, 'Metadata')).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return {
    headers: { ContentType: 'application/octet-stream', ...Object.fromEntries(headers) },
    metadata: Object.fromEntries(metadata),
    tags: tagsFromHeader(optionalText(input, 'Tagging')),
  };
}

/** The key of a write: at most 1,024 bytes of UTF-8. */
export function checkedKey(input: Shape): string {
  const key = requiredText(input, 'Key');
  if (Buffer.byteLength(key) > 1024) throw s3Errors.keyTooLong();
  return key;
}

function writeAnswer(written: ObjectVersion): Shape {
  return {
    ETag: `"${written.etag}"`,
    ...(written.versionId === 'null' ? {} : { VersionId: written.versionId }),
    ServerSideEncryption: 'AES256',
  };
}
