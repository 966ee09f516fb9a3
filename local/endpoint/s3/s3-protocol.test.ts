import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { type StartedForTest, startForTest } from '../start-for-test';

let started: StartedForTest;
let s3: S3Client;
const Bucket = 'documents';

beforeAll(async () => {
  started = await startForTest();
  s3 = new S3Client(started.clientOptions());
  await started.services.call('s3', 'CreateBucket', { Bucket }, { kind: 'operator' });
  await started.services.call(
    's3',
    'PutBucketVersioning',
    { Bucket, VersioningConfiguration: { Status: 'Enabled' } },
    { kind: 'operator' },
  );
});

afterAll(async () => {
  s3.destroy();
  await started.end();
});

async function textOf(Key: string, VersionId?: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return (await Body?.transformToString()) ?? '';
}

function shown(...segments: readonly string[]): string {
  return path.join(started.place.stateFolder, 'objects', Bucket, ...segments);
}

async function errorOf(
  promise: Promise<unknown>,
): Promise<{ readonly name: string; readonly status: number | undefined }> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown as Error,
  );
  return { name: error.name, status: (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode };
}

describe('objects over HTTP', () => {
  it('gives back content, type and metadata', async () => {
    const put = await s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'a.txt',
        Body: 'hello',
        ContentType: 'text/plain',
        Metadata: { Origin: 'desk' },
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'a.txt' }));
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      ContentLength: 5,
      Metadata: { origin: 'desk' },
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      VersionId: put.VersionId,
    });
  });

  it('stores the content of a stream, not its envelope', async () => {
    const bytes = randomBytes(300_000);
    const Body = Readable.from([bytes.subarray(0, 100_000), bytes.subarray(100_000)]);
    await s3.send(new PutObjectCommand({ Bucket, Key: 'stream.bin', Body, ContentLength: bytes.length }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'stream.bin' }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
  });

  it.each([
    ['plain.txt', ['plain.txt']],
    ['a b/ü%+&=?#/文.pdf', ['a b', 'ü%25+&=%3F#', '文.pdf']],
    ['../../outside', ['%2E%2E', '%2E%2E', 'outside']],
    ['x//y', ['x', '%', 'y']],
    ['.s3/journal.jsonl', ['%2Es3', 'journal.jsonl']],
    ['folder/', ['folder', '%']],
  ])('keeps the key %s, and shows it to people', async (Key, segments) => {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: `content of ${Key}` }));
    expect(await textOf(Key)).toBe(`content of ${Key}`);
    expect(readFileSync(shown(...segments), 'utf8')).toBe(`content of ${Key}`);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(Contents?.map((object) => object.Key)).toEqual([Key]);
  });

  it('shows an object whose key is also a folder', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'both', Body: 'object' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'both/inner', Body: 'inner' }));
    expect([await textOf('both'), await textOf('both/inner')]).toEqual(['object', 'inner']);
    expect(readFileSync(shown('both%object'), 'utf8')).toBe('object');
    expect(readFileSync(shown('both', 'inner'), 'utf8')).toBe('inner');
  });

  it('keeps every version', async () => {
    const first = await s3.send(new PutObjectCommand({ Bucket, Key: 'versions.txt', Body: 'one' }));
    const second = await s3.send(new PutObjectCommand({ Bucket, Key: 'versions.txt', Body: 'two' }));
    expect(first.VersionId).not.toBe(second.VersionId);
    expect([await textOf('versions.txt', first.VersionId), await textOf('versions.txt')]).toEqual(['one', 'two']);
    expect(await errorOf(textOf('versions.txt', 'unknown'))).toEqual({ name: 'NoSuchVersion', status: 404 });
  });

  it('leaves a delete marker, and deletes a version for good', async () => {
    const Key = 'deleted.txt';
    const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'kept' }));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(marker.DeleteMarker).toBe(true);
    expect(await errorOf(textOf(Key))).toEqual({ name: 'NoSuchKey', status: 404 });
    expect(existsSync(shown(Key))).toBe(false);
    expect(await textOf(Key, put.VersionId)).toBe('kept');
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    expect(listed.DeleteMarkers?.map(({ VersionId, IsLatest }) => ({ VersionId, IsLatest }))).toEqual([
      { VersionId: marker.VersionId, IsLatest: true },
    ]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }));
    expect(await textOf(Key)).toBe('kept');
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: put.VersionId }));
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }))).Versions).toBeUndefined();
  });

  it.each([
    ['bytes=0-1', 'he', 'bytes 0-1/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=2-99', 'llo', 'bytes 2-4/5'],
  ])('answers the range %s with %s', async (Range, text, ContentRange) => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'range.txt', Body: 'hello' }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'range.txt', Range }));
    expect(got).toMatchObject({ ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } });
    expect(await got.Body?.transformToString()).toBe(text);
  });

  it('refuses a range outside the object, and any range of an empty one', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'empty.txt', Body: new Uint8Array() }));
    expect(await textOf('empty.txt')).toBe('');
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'empty.txt', Range: 'bytes=0-3' })))).toEqual({
      name: 'InvalidRange',
      status: 416,
    });
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'range.txt', Range: 'bytes=5-' })))).toEqual({
      name: 'InvalidRange',
      status: 416,
    });
  });

  it('writes only under the condition given', async () => {
    const Key = 'conditional.txt';
    const first = await s3.send(new PutObjectCommand({ Bucket, Key, Body: '1', IfNoneMatch: '*' }));
    expect(await errorOf(s3.send(new PutObjectCommand({ Bucket, Key, Body: '2', IfNoneMatch: '*' })))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: '3', IfMatch: first.ETag }));
    expect(await errorOf(s3.send(new PutObjectCommand({ Bucket, Key, Body: '4', IfMatch: first.ETag })))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
    expect(await textOf(Key)).toBe('3');
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key, IfMatch: first.ETag })))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
    const { ETag } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect((await errorOf(s3.send(new GetObjectCommand({ Bucket, Key, IfNoneMatch: ETag })))).status).toBe(304);
  });

  it('lets exactly one of many writers create an object', async () => {
    const writes = Array.from({ length: 20 }, (_, index) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'one.txt', Body: `${index}`, IfNoneMatch: '*' })),
    );
    const results = await Promise.allSettled(writes);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps tags by version', async () => {
    const Key = 'tagged.txt';
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key, Body: 'x', Tagging: 'release-at=2026-01-01T00%3A00%3A00Z&kind=a%20b' }),
    );
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'y' }));
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet: [{ Key: 'k', Value: '<&>' }] } }));
    const older = await s3.send(new GetObjectTaggingCommand({ Bucket, Key, VersionId: put.VersionId }));
    expect(older.TagSet).toEqual([
      { Key: 'release-at', Value: '2026-01-01T00:00:00Z' },
      { Key: 'kind', Value: 'a b' },
    ]);
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual([{ Key: 'k', Value: '<&>' }]);
  });

  it('copies content, metadata and tags of a version', async () => {
    const put = await s3.send(
      new PutObjectCommand({ Bucket, Key: 'from ü.txt', Body: 'copied', Metadata: { a: 'b' }, Tagging: 't=1' }),
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: 'from ü.txt', Body: 'later' }));
    const CopySource = `${Bucket}/${encodeURIComponent('from ü.txt')}?versionId=${put.VersionId}`;
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to.txt', CopySource }));
    const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'to.txt' }));
    expect([await got.Body?.transformToString(), got.Metadata, got.TagCount]).toEqual(['copied', { a: 'b' }, 1]);
  });

  it('puts a multipart upload together', async () => {
    const Key = 'parts.bin';
    const parts = [randomBytes(6_000_000), randomBytes(1000)];
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'image/tiff' }));
    const Parts = await Promise.all(
      parts.map(async (Body, index) => {
        const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: index + 1, Body }));
        return { ETag, PartNumber: index + 1 };
      }),
    );
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(done.ETag).toMatch(/-2"$/);
    const got = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(parts))).toBe(true);
    expect(got.ContentType).toBe('image/tiff');
  });

  it('lists in pages, with prefixes', async () => {
    for (const Key of ['list/a', 'list/b/1', 'list/b/2', 'list/c'])
      await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/', MaxKeys: 2 }));
    expect([first.Contents?.map(({ Key }) => Key), first.CommonPrefixes, first.IsTruncated]).toEqual([
      ['list/a'],
      [{ Prefix: 'list/b/' }],
      true,
    ]);
    const second = await s3.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: 'list/',
        Delimiter: '/',
        ContinuationToken: first.NextContinuationToken,
      }),
    );
    expect([second.Contents?.map(({ Key }) => Key), second.IsTruncated]).toEqual([['list/c'], false]);
  });

  it('deletes many at once, and lists buckets', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'many/<1>', Body: new Uint8Array() }));
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'many/<1>' }, { Key: 'many/2' }] } }),
    );
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['many/<1>', 'many/2']);
    expect((await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)).toContain(Bucket);
  });

  it('names what is missing, and what is not modelled', async () => {
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket: 'absent', Key: 'a' })))).toEqual({
      name: 'NoSuchBucket',
      status: 404,
    });
    expect(await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'absent' })))).toEqual({
      name: 'NotFound',
      status: 404,
    });
    expect(await errorOf(s3.send(new CreateBucketCommand({ Bucket: 'Upper_Case' })))).toEqual({
      name: 'InvalidBucketName',
      status: 400,
    });
    expect(await errorOf(s3.send(new GetBucketAclCommand({ Bucket })))).toEqual({
      name: 'NotModelledError',
      status: 501,
    });
    expect((await errorOf(s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: {} })))).name).toBe(
      'NotModelledError',
    );
  });

  it('refuses content that does not fit its digest', async () => {
    const put = s3.send(
      new PutObjectCommand({ Bucket, Key: 'bad.txt', Body: 'hello', ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' }),
    );
    expect(await errorOf(put)).toEqual({ name: 'BadDigest', status: 400 });
    const sum = s3.send(new PutObjectCommand({ Bucket, Key: 'bad.txt', Body: 'hello', ChecksumCRC32: 'AAAAAA==' }));
    expect(await errorOf(sum)).toEqual({ name: 'BadDigest', status: 400 });
    expect((await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'bad.txt' })))).status).toBe(404);
  });
});

describe('who may do what', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/reader';

  beforeAll(() => {
    started.policies.putRole(
      roleArn,
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      }),
    );
    const Statement = [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: 'arn:aws:s3:::documents/incoming/*',
      },
    ];
    started.policies.putRolePolicy(roleArn, 'read', JSON.stringify({ Version: '2012-10-17', Statement }));
  });

  it('fails like AWS without a permission', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'incoming/a.txt', Body: 'a' }));
    const reader = new S3Client(started.clientOptions(roleArn));
    const read = await reader.send(new GetObjectCommand({ Bucket, Key: 'incoming/a.txt' }));
    expect(await read.Body?.transformToString()).toBe('a');
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: 'a.txt' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/reader/reader is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::documents/a.txt because no identity-based policy allows the s3:GetObject action',
      $metadata: { httpStatusCode: 403 },
    });
    expect(await errorOf(reader.send(new PutObjectCommand({ Bucket, Key: 'incoming/b.txt', Body: 'b' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
    });
    reader.destroy();
  });

  it('hides a missing key from who may not list the bucket', async () => {
    const reader = new S3Client(started.clientOptions(roleArn));
    expect(await errorOf(reader.send(new GetObjectCommand({ Bucket, Key: 'incoming/absent' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
    });
    reader.destroy();
  });
});
