import { type EmbeddedService, ServiceError, type Shape } from './service';

/** How a test holds the content of objects. */
export interface Content<Held> {
  bytesOf(held: Held): Uint8Array;
  heldOf(bytes: Uint8Array): Held;
}

/** Objects held as texts. */
export const asText: Content<string> = {
  bytesOf: (text) => new Uint8Array(Buffer.from(text)),
  heldOf: (bytes) => Buffer.from(bytes).toString('utf8'),
};

/** Objects held as bytes. */
export const asBytes: Content<Uint8Array> = {
  bytesOf: (bytes) => bytes,
  heldOf: (bytes) => new Uint8Array(bytes),
};

/** An S3 over `objects`, by `<bucket>/<key>`, that asks for the rights S3 asks for. */
export function memoryS3<Held>(objects: Map<string, Held>, { bytesOf, heldOf }: Content<Held>): EmbeddedService {
  const placeOf = (input: Shape) => `${input['Bucket']}/${input['Key']}`;
  const needs = (action: string) => (input: Shape) => [{ action, resource: `arn:aws:s3:::${placeOf(input)}` }];
  const find = (input: Shape) => {
    const held = objects.get(placeOf(input));
    if (held === undefined) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
    return bytesOf(held);
  };
  return {
    name: 's3',
    operations: {
      ListObjectsV2: {
        permissions: (input) => [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${input['Bucket']}` }],
        run: async ({ Bucket, Prefix }) => {
          const keys = [...objects.keys()].filter((name) => name.startsWith(`${Bucket}/${Prefix}`));
          return { Contents: keys.map((name) => ({ Key: name.slice(`${Bucket}/`.length) })) };
        },
      },
      HeadObject: {
        permissions: needs('s3:GetObject'),
        run: async (input) => ({ ContentLength: find(input).length }),
      },
      GetObject: { permissions: needs('s3:GetObject'), run: async (input) => ({ Body: find(input) }) },
      PutObject: {
        permissions: needs('s3:PutObject'),
        run: async (input) => {
          objects.set(placeOf(input), heldOf(input['Body'] as Uint8Array));
          return {};
        },
      },
    },
  };
}
