import { type MapObjects, StatesError } from '../index';

/** Buckets in memory: their content, and the requests. */
export function memoryBuckets(contents: Readonly<Record<string, string | Buffer>> = {}) {
  const objects = new Map<string, string | Buffer>(Object.entries(contents));
  const calls: string[] = [];
  const mapObjects: MapObjects = {
    async *getObject(call) {
      calls.push(`${call.operation} ${String(call.arguments['Bucket'])}/${String(call.arguments['Key'])}`);
      const content = objects.get(`${String(call.arguments['Bucket'])}/${String(call.arguments['Key'])}`);
      if (content === undefined) throw new StatesError('S3.NoSuchKeyException', 'The specified key does not exist.');
      const bytes = Buffer.from(content);
      const step = bytes.length < 1_000 ? 7 : 65_536;
      for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
    },
    async *listObjects({ arguments: { Bucket, Prefix = '' } }) {
      for (const [path, content] of objects) {
        const Key = path.slice(String(Bucket).length + 1);
        if (!path.startsWith(`${String(Bucket)}/${String(Prefix)}`)) continue;
        yield { Key, Etag: '"e"', LastModified: 1_700_000_000, Size: content.length, StorageClass: 'STANDARD' };
      }
    },
    async putObject({ arguments: { Bucket, Key } }, body) {
      objects.set(`${String(Bucket)}/${String(Key)}`, [...body].join(''));
    },
  };
  return { mapObjects, objects, calls };
}
