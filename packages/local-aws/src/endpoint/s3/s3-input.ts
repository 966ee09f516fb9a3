import type { IncomingHttpHeaders } from 'node:http';
import { asStream, ServiceError, type Shape } from '../../services';
import { type Exchange, readBody } from '../exchange';
import { childOf, parseXml, textOfChild, type XmlElement } from '../xml';
import { objectBody } from './object-body';
import type { S3Route } from './s3-routes';

/** Headers of a request that are members of its input. */
const headerMembers: Readonly<Record<string, string>> = {
  'content-type': 'ContentType',
  'content-md5': 'ContentMD5',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-language': 'ContentLanguage',
  expires: 'Expires',
  range: 'Range',
  'if-match': 'IfMatch',
  'if-none-match': 'IfNoneMatch',
  'if-modified-since': 'IfModifiedSince',
  'if-unmodified-since': 'IfUnmodifiedSince',
  'x-amz-tagging': 'Tagging',
  'x-amz-copy-source': 'CopySource',
  'x-amz-metadata-directive': 'MetadataDirective',
  'x-amz-tagging-directive': 'TaggingDirective',
};

/** Query parameters that are members of an input. */
const queryMembers: Readonly<Record<string, string>> = {
  versionId: 'VersionId',
  uploadId: 'UploadId',
  partNumber: 'PartNumber',
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  'max-keys': 'MaxKeys',
  'continuation-token': 'ContinuationToken',
  'start-after': 'StartAfter',
  'key-marker': 'KeyMarker',
};

/** Headers that would change what is stored and are not modelled. */
const refusedHeaders =
  /^x-amz-(server-side-encryption-customer-|copy-source-if-|copy-source-server-side|object-lock-|website-redirect)/;

/** The input of an operation from path, query, headers and body, in the SDK's shape. */
export async function s3Input(exchange: Exchange, route: S3Route): Promise<Shape> {
  const { request, query } = exchange;
  const refused = Object.keys(request.headers).find((name) => refusedHeaders.test(name));
  if (refused !== undefined)
    throw new ServiceError(
      'NotModelledError',
      `the local implementation of s3 does not support the header ${refused}`,
      501,
    );
  return {
    ...(route.bucket === '' ? {} : { Bucket: route.bucket }),
    ...(route.key === '' ? {} : { Key: route.key }),
    ...renameMembers(queryMembers, (name) => query.get(name) ?? undefined),
    ...renameMembers(headerMembers, (name) => textHeader(request.headers, name)),
    ...contentEncoding(request.headers),
    ...metadata(request.headers),
    ...(await bodyMember(exchange, route.operation)),
  };
}

async function bodyMember(exchange: Exchange, operation: string): Promise<Shape> {
  if (operation === 'PutObject' || operation === 'UploadPart') return { Body: objectBody(exchange.request) };
  if (operation === 'GetObject') return { [asStream]: true };
  const read = Object.hasOwn(documents, operation) ? documents[operation] : undefined;
  return read === undefined ? {} : read(await readDocument(exchange));
}

async function readDocument({ request }: Exchange): Promise<XmlElement> {
  const chunks: Uint8Array[] = [];
  if (request.headers['transfer-encoding'] === undefined && request.headers['content-length'] === undefined)
    return parse('');
  const isEnveloped =
    request.headers['x-amz-trailer'] !== undefined || request.headers['x-amz-decoded-content-length'] !== undefined;
  if (!isEnveloped) return parse((await readBody(request)).toString());
  for await (const chunk of objectBody(request) as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return parse(Buffer.concat(chunks).toString());
}

function parse(text: string): XmlElement {
  try {
    return parseXml(text);
  } catch (error) {
    throw new ServiceError(
      'MalformedXML',
      `The XML you provided was not well-formed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const documents: Readonly<Record<string, (root: XmlElement) => Shape>> = {
  PutObjectTagging: (root) => ({
    Tagging: {
      TagSet: (childOf(root, 'TagSet')?.children ?? []).map((tag) => ({
        Key: textOfChild(tag, 'Key'),
        Value: textOfChild(tag, 'Value') ?? '',
      })),
    },
  }),
  CompleteMultipartUpload: (root) => ({
    MultipartUpload: {
      Parts: root.children
        .filter(({ name }) => name === 'Part')
        .map((part) => ({ PartNumber: textOfChild(part, 'PartNumber'), ETag: textOfChild(part, 'ETag') })),
    },
  }),
  DeleteObjects: (root) => ({
    Delete: {
      Quiet: textOfChild(root, 'Quiet') === 'true',
      Objects: root.children
        .filter(({ name }) => name === 'Object')
        .map((object) => ({ Key: textOfChild(object, 'Key'), VersionId: textOfChild(object, 'VersionId') })),
    },
  }),
};

function renameMembers(members: Readonly<Record<string, string>>, find: (name: string) => string | undefined): Shape {
  const present = Object.entries(members).flatMap(([name, member]) => {
    const value = find(name);
    return value === undefined ? [] : [[member, value]];
  });
  return Object.fromEntries(present);
}

/** The envelope's own coding is not the object's. */
function contentEncoding(headers: IncomingHttpHeaders): Shape {
  const codings = (headers['content-encoding'] ?? '').split(',').map((coding) => coding.trim());
  const stored = codings.filter((coding) => coding !== '' && coding !== 'aws-chunked');
  return stored.length === 0 ? {} : { ContentEncoding: stored.join(',') };
}

function metadata(headers: IncomingHttpHeaders): Shape {
  const prefix = 'x-amz-meta-';
  const entries = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return entries.length === 0
    ? {}
    : { Metadata: Object.fromEntries(entries.map(([name, value]) => [name.slice(prefix.length), String(value)])) };
}

function textHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
