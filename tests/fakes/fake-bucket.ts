import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { fakeClient, type Interruption, on, serviceError } from './fake-client';

/** Buckets in memory, by `bucket/key` and, if a test uses one, `bucket/key?version`; `objects` are there from the start. */
export function fakeBucket(interruption?: Interruption, pageSize = 1000, objects = new Map<string, Buffer>()) {
  const ranges: string[] = [];
  const find = (bucket = '', key = '', version?: string): Buffer => {
    const object = objects.get(version === undefined ? `${bucket}/${key}` : `${bucket}/${key}?${version}`);
    if (object === undefined) throw serviceError('NoSuchKey', `${bucket}/${key}`, 404);
    return object;
  };
  const s3 = fakeClient<S3Client>(
    [
      on(PutObjectCommand, ({ Bucket, Key, Body, IfNoneMatch }) => {
        const isTaken = IfNoneMatch === '*' && objects.has(`${Bucket}/${Key}`);
        if (isTaken) throw serviceError('PreconditionFailed', `${Bucket}/${Key}`, 412);
        objects.set(`${Bucket}/${Key}`, Buffer.from(Body as string | Uint8Array));
        return {};
      }),
      on(HeadObjectCommand, ({ Bucket, Key, VersionId = 'current' }) => {
        const version = VersionId === 'current' ? undefined : VersionId;
        return { ContentLength: find(Bucket, Key, version).length, VersionId };
      }),
      on(GetObjectCommand, ({ Bucket, Key, VersionId, Range }) => {
        const object = find(Bucket, Key, VersionId);
        if (Range !== undefined) ranges.push(Range);
        return { Body: bodyOf(Range === undefined ? object : rangeOf(object, Range)) };
      }),
      on(ListObjectsV2Command, ({ Bucket, Prefix, ContinuationToken }) => {
        const keys = [...objects.keys()]
          .filter((name) => name.startsWith(`${Bucket}/${Prefix ?? ''}`))
          .map((name) => name.slice((Bucket ?? '').length + 1))
          .sort();
        const start = Number(ContinuationToken ?? 0);
        const next = start + pageSize < keys.length ? { NextContinuationToken: String(start + pageSize) } : {};
        return { Contents: keys.slice(start, start + pageSize).map((Key) => ({ Key })), ...next };
      }),
      on(ListObjectVersionsCommand, ({ Bucket, Prefix, KeyMarker = '' }) => {
        const start = `${Bucket}/`;
        const keys = [...objects.keys()]
          .filter((name) => name.startsWith(`${start}${Prefix ?? ''}`) && name.slice(start.length) > KeyMarker)
          .map((name) => name.slice(start.length))
          .sort();
        const page = keys.slice(0, pageSize);
        const Versions = page.map((Key) => ({
          Key,
          VersionId: 'current',
          IsLatest: true,
          Size: find(Bucket, Key).length,
        }));
        return { Versions, ...(keys.length > pageSize && { NextKeyMarker: page.at(-1) }) };
      }),
    ],
    interruption,
  );
  return { s3, objects, ranges };
}

function rangeOf(object: Buffer, range: string): Buffer {
  const [, first = '0', last = '0'] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (Number(first) >= object.length) throw serviceError('InvalidRange', range, 416);
  return object.subarray(Number(first), Number(last) + 1);
}

/** A body in the SDK's shape: a string, bytes, or a stream of chunks that end anywhere. */
function bodyOf(bytes: Buffer) {
  return {
    transformToString: async () => bytes.toString('utf8'),
    transformToByteArray: async () => new Uint8Array(bytes),
    async *[Symbol.asyncIterator]() {
      for (let at = 0; at < bytes.length; at += 16_411) yield bytes.subarray(at, at + 16_411);
    },
  };
}
