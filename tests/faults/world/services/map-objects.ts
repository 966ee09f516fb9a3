import { type MapObjects, StatesError } from '@document-pipelines/asl/interpreter';

/** Amazon S3 for Distributed Maps, over the buckets of a world: objects by `bucket/key`. */
export function mapObjectsOf(objects: Map<string, Buffer>): MapObjects {
  const nameOf = ({ Bucket, Key }: Readonly<Record<string, unknown>>): string => `${String(Bucket)}/${String(Key)}`;
  return {
    async *getObject(call) {
      const body = objects.get(nameOf(call.arguments));
      if (body === undefined) throw new StatesError('S3.NoSuchKeyException', 'The specified key does not exist.');
      yield body;
    },
    // biome-ignore lint/correctness/useYield: the batches of this project list no bucket themselves
    async *listObjects() {
      throw new Error('the fault world lists no bucket for a Distributed Map: world/services/map-objects.ts');
    },
    async putObject(call, body) {
      objects.set(nameOf(call.arguments), Buffer.from([...body].join('')));
    },
  };
}
