import { Readable } from 'node:stream';
import { type ListedObject, type MapObjects, type ObjectCall, StatesError } from '@document-pipelines/asl/interpreter';
import { asStream } from '../../s3';
import { ServiceError, type Services, type Shape } from '../../service';

/** Amazon S3 for Distributed Maps: the embedded one, called with the machine's role. */
export function createMapObjects(services: Services): MapObjects {
  const ask = async (operation: string, call: ObjectCall, input: Shape): Promise<Shape> => {
    try {
      return await services.call('s3', operation, { ...call.arguments, ...input }, caller(call));
    } catch (error) {
      throw asStatesError(error);
    }
  };
  return {
    async *getObject(call) {
      const { Body } = await ask('GetObject', call, { [asStream]: true } as Shape);
      yield* Body as AsyncIterable<Uint8Array>;
    },
    async *listObjects(call) {
      for (let page: Shape = {}; ; ) {
        const { NextContinuationToken: token } = page;
        page = await ask('ListObjectsV2', call, token === undefined ? {} : { ContinuationToken: token });
        yield* ((page['Contents'] ?? []) as readonly Shape[]).map(toListedObject);
        if (page['NextContinuationToken'] === undefined) return;
      }
    },
    async putObject(call, body) {
      await ask('PutObject', call, { Body: Readable.from(bytesOf(body)) });
    },
  };
}

function caller({ roleArn }: ObjectCall): { readonly kind: 'role'; readonly roleArn: string } {
  return { kind: 'role', roleArn };
}

function toListedObject({ Key, ETag, LastModified, Size, StorageClass }: Shape): ListedObject {
  return {
    Key: String(Key),
    Etag: String(ETag),
    LastModified: Math.floor((LastModified as Date).getTime() / 1000),
    Size: Number(Size),
    StorageClass: String(StorageClass),
  };
}

function* bytesOf(texts: Iterable<string>): Generator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** By the names that the definitions of aws-sdk integrations know. */
function asStatesError(error: unknown): unknown {
  if (!(error instanceof ServiceError)) return error;
  if (error.name === 'NotModelledError') return new StatesError('States.Runtime', error.message);
  const name = error.name.endsWith('Exception') ? error.name : `${error.name}Exception`;
  return new StatesError(`S3.${name}`, error.message);
}
