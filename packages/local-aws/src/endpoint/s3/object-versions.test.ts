import { existsSync } from 'node:fs';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Bucket, type BucketForTest, errorOf, startBucket } from '../../../tests/fixtures/s3-fixture';

let bucket: BucketForTest;
let s3: S3Client;
beforeAll(async () => {
  bucket = await startBucket();
  s3 = bucket.s3;
});
afterAll(() => bucket.end());

describe('the versions of an object over HTTP', () => {
  it('keeps every version', async () => {
    const first = await s3.send(new PutObjectCommand({ Bucket, Key: 'versions.txt', Body: 'one' }));
    const second = await s3.send(new PutObjectCommand({ Bucket, Key: 'versions.txt', Body: 'two' }));
    expect(first.VersionId).not.toBe(second.VersionId);
    expect([await bucket.textOf('versions.txt', first.VersionId), await bucket.textOf('versions.txt')]).toEqual([
      'one',
      'two',
    ]);
    expect(await errorOf(bucket.textOf('versions.txt', 'unknown'))).toEqual({ name: 'NoSuchVersion', status: 404 });
  });

  it('leaves a delete marker, and deletes a version for good', async () => {
    const Key = 'deleted.txt';
    const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'kept' }));
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    expect(marker.DeleteMarker).toBe(true);
    expect(await errorOf(bucket.textOf(Key))).toEqual({ name: 'NoSuchKey', status: 404 });
    expect(existsSync(bucket.shown(Key))).toBe(false);
    expect(await bucket.textOf(Key, put.VersionId)).toBe('kept');
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
    expect(listed.DeleteMarkers?.map(({ VersionId, IsLatest }) => ({ VersionId, IsLatest }))).toEqual([
      { VersionId: marker.VersionId, IsLatest: true },
    ]);
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }));
    expect(await bucket.textOf(Key)).toBe('kept');
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: put.VersionId }));
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }))).Versions).toBeUndefined();
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
});

describe('a write under a condition', () => {
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
    expect(await bucket.textOf(Key)).toBe('3');
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
});
