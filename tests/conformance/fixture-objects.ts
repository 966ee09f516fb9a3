import { type MapObjects, StatesError } from '@document-pipelines/asl/interpreter';
import type { ObjectFixture } from './record';

/** The recorded buckets; writes are dropped. */
export function fixtureObjects(fixtures: readonly ObjectFixture[]): MapObjects {
  return {
    async *getObject({ arguments: { Bucket, Key } }) {
      const found = fixtures.find((each) => each.Bucket === Bucket && each.Key === Key);
      if (found === undefined) throw new StatesError('S3.NoSuchKeyException', 'The specified key does not exist.');
      yield Buffer.from(found.Body);
    },
    async *listObjects({ arguments: { Bucket, Prefix = '' } }) {
      const inBucket = fixtures.filter((each) => each.Bucket === Bucket).sort((a, b) => (a.Key < b.Key ? -1 : 1));
      for (const { Key, Body } of inBucket) {
        const listed = { Key, Etag: '""', LastModified: 0, Size: Buffer.byteLength(Body), StorageClass: 'STANDARD' };
        if (Key.startsWith(String(Prefix))) yield listed;
      }
    },
    async putObject(_call, body) {
      for (const _piece of body);
    },
  };
}
