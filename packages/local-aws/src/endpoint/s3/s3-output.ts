import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Shape } from '../../services';
import { type Exchange, send } from '../exchange';
import { toXml } from '../xml';

/** Members of an output that travel as headers. */
const memberHeaders: Readonly<Record<string, string>> = {
  AcceptRanges: 'accept-ranges',
  BucketRegion: 'x-amz-bucket-region',
  CacheControl: 'cache-control',
  ContentDisposition: 'content-disposition',
  ContentEncoding: 'content-encoding',
  ContentLanguage: 'content-language',
  ContentLength: 'content-length',
  ContentRange: 'content-range',
  ContentType: 'content-type',
  CopySourceVersionId: 'x-amz-copy-source-version-id',
  DeleteMarker: 'x-amz-delete-marker',
  ETag: 'etag',
  Expires: 'expires',
  LastModified: 'last-modified',
  ServerSideEncryption: 'x-amz-server-side-encryption',
  TagCount: 'x-amz-tagging-count',
  VersionId: 'x-amz-version-id',
};

/** Writes an operation's output as S3 does: content, a document, or headers alone. */
export async function sendS3Output(exchange: Exchange, operation: string, output: Shape): Promise<void> {
  const { response, query } = exchange;
  const document = Object.hasOwn(documents, operation) ? documents[operation] : undefined;
  if (document !== undefined) {
    setHeaders(
      response,
      operation === 'CopyObject'
        ? { VersionId: output['VersionId'], CopySourceVersionId: output['CopySourceVersionId'] }
        : {},
    );
    const listing = query.get('encoding-type') === 'url' ? { ...urlEncodeKeys(output), EncodingType: 'url' } : output;
    send(response, 200, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n${document(listing)}`);
    return;
  }
  setHeaders(response, output);
  response.statusCode = statusOf(operation, output);
  if (output['Body'] instanceof Readable) await pipeline(output['Body'], response);
  else response.end();
}

function statusOf(operation: string, output: Shape): number {
  if (output['ContentRange'] !== undefined) return 206;
  return ['DeleteObject', 'DeleteObjectTagging', 'AbortMultipartUpload'].includes(operation) ? 204 : 200;
}

function setHeaders(response: ServerResponse, output: Shape): void {
  for (const [member, header] of Object.entries(memberHeaders)) {
    const value = output[member];
    if (value !== undefined) response.setHeader(header, value instanceof Date ? value.toUTCString() : String(value));
  }
  for (const [name, value] of Object.entries((output['Metadata'] ?? {}) as Shape))
    response.setHeader(`x-amz-meta-${name}`, Buffer.from(String(value)).toString('latin1'));
}

const documents: Readonly<Record<string, (output: Shape) => string>> = {
  ListBuckets: ({ Buckets }) => toXml('ListAllMyBucketsResult', { Buckets: { Bucket: Buckets } }),
  GetBucketLocation: ({ LocationConstraint }) => toXml('LocationConstraint', LocationConstraint ?? ''),
  GetBucketVersioning: (output) => toXml('VersioningConfiguration', output),
  ListObjectsV2: (output) => toXml('ListBucketResult', output),
  ListObjectVersions: ({ Versions, DeleteMarkers, ...rest }) =>
    toXml('ListVersionsResult', { ...rest, Version: Versions, DeleteMarker: DeleteMarkers }),
  GetObjectTagging: ({ TagSet }) => toXml('Tagging', { TagSet: { Tag: TagSet } }),
  CopyObject: ({ CopyObjectResult }) => toXml('CopyObjectResult', CopyObjectResult),
  DeleteObjects: (output) => toXml('DeleteResult', output),
  CreateMultipartUpload: (output) => toXml('InitiateMultipartUploadResult', output),
  CompleteMultipartUpload: ({ VersionId: _version, ...rest }) => toXml('CompleteMultipartUploadResult', rest),
  ListParts: ({ Parts, ...rest }) => toXml('ListPartsResult', { ...rest, Part: Parts }),
};

/** Keys and prefixes percent-encoded, for clients that ask for it because XML cannot hold every character. */
function urlEncodeKeys(output: Shape): Shape {
  const encode = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => encode(item, name));
    if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item, key)]));
    }
    return typeof value === 'string' &&
      ['Key', 'Prefix', 'Delimiter', 'StartAfter', 'KeyMarker', 'NextKeyMarker'].includes(name)
      ? encodeURIComponent(value).replaceAll('%2F', '/')
      : value;
  };
  return encode(output, '') as Shape;
}
