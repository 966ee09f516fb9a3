import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Bucket, type BucketForTest, errorOf, startBucket } from '../../../tests/fixtures/s3-fixture';

let bucket: BucketForTest;
let s3: S3Client;
beforeAll(async () => {
  bucket = await startBucket();
  s3 = bucket.s3;
});
afterAll(() => bucket.end());

describe('the content of an object over HTTP', () => {
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
    expect(await bucket.textOf('empty.txt')).toBe('');
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'empty.txt', Range: 'bytes=0-3' })))).toEqual({
      name: 'InvalidRange',
      status: 416,
    });
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket, Key: 'range.txt', Range: 'bytes=5-' })))).toEqual({
      name: 'InvalidRange',
      status: 416,
    });
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
