import { readFileSync } from 'node:fs';
import {
  DeleteObjectsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Bucket, type BucketForTest, startBucket } from '../../../tests/fixtures/s3-fixture';

let bucket: BucketForTest;
let s3: S3Client;
beforeAll(async () => {
  bucket = await startBucket();
  s3 = bucket.s3;
});
afterAll(() => bucket.end());

describe('the keys of objects over HTTP', () => {
  it.each([
    ['plain.txt', ['plain.txt']],
    ['a b/ü%+&=?#/文.pdf', ['a b', 'ü%25+&=%3F#', '文.pdf']],
    ['../../outside', ['%2E%2E', '%2E%2E', 'outside']],
    ['x//y', ['x', '%', 'y']],
    ['.s3/journal.jsonl', ['%2Es3', 'journal.jsonl']],
    ['folder/', ['folder', '%']],
  ])('keeps the key %s, and shows it to people', async (Key, segments) => {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: `content of ${Key}` }));
    expect(await bucket.textOf(Key)).toBe(`content of ${Key}`);
    expect(readFileSync(bucket.shown(...segments), 'utf8')).toBe(`content of ${Key}`);
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(Contents?.map((object) => object.Key)).toEqual([Key]);
  });

  it('shows an object whose key is also a folder', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'both', Body: 'object' }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'both/inner', Body: 'inner' }));
    expect([await bucket.textOf('both'), await bucket.textOf('both/inner')]).toEqual(['object', 'inner']);
    expect(readFileSync(bucket.shown('both%object'), 'utf8')).toBe('object');
    expect(readFileSync(bucket.shown('both', 'inner'), 'utf8')).toBe('inner');
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
});
