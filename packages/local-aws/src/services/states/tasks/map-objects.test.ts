import { Readable } from 'node:stream';
import type { ObjectCall } from '@document-pipelines/asl/interpreter';
import { type Caller, ServiceError, type Services, type Shape } from '../../service';
import { createMapObjects } from './map-objects';

const call = (operation: ObjectCall['operation'], args: ObjectCall['arguments']): ObjectCall => ({
  operation,
  arguments: args,
  stateName: 'Each',
  executionArn: 'arn:e',
  stateMachineArn: 'arn:m',
  roleArn: 'arn:role',
});
const { signal } = new AbortController();

function objectsOver(answer: (operation: string, input: Shape) => Promise<Shape>) {
  const asked: [string, Shape, Caller][] = [];
  const services: Services = {
    register: () => undefined,
    call: (_service, operation, input, caller) => {
      asked.push([operation, input, caller]);
      return answer(operation, input);
    },
  };
  return { objects: createMapObjects(services), asked };
}

async function all<T>(pieces: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const piece of pieces) found.push(piece);
  return found;
}

describe('S3 for Distributed Maps', () => {
  it('reads an object piece by piece, as the role of the machine', async () => {
    const { objects, asked } = objectsOver(async () => ({ Body: Readable.from([Buffer.from('a'), Buffer.from('b')]) }));

    const pieces = await all(objects.getObject(call('getObject', { Bucket: 'b', Key: 'k' }), signal));

    expect(Buffer.concat(pieces).toString()).toBe('ab');
    expect(asked).toMatchObject([['GetObject', { Bucket: 'b', Key: 'k' }, { kind: 'role', roleArn: 'arn:role' }]]);
  });

  it('lists over all pages', async () => {
    const object = (Key: string) => ({
      Key,
      ETag: '"e"',
      LastModified: new Date(1_700_000_000_500),
      Size: 1,
      StorageClass: 'STANDARD',
    });
    const { objects } = objectsOver(async (_operation, { ContinuationToken: token }) =>
      token === undefined ? { Contents: [object('a')], NextContinuationToken: 't' } : { Contents: [object('b')] },
    );

    const listed = await all(objects.listObjects(call('listObjectsV2', { Bucket: 'b' }), signal));

    expect(listed.map(({ Key }) => Key)).toEqual(['a', 'b']);
    expect(listed[0]).toEqual({
      Key: 'a',
      Etag: '"e"',
      LastModified: 1_700_000_000,
      Size: 1,
      StorageClass: 'STANDARD',
    });
  });

  it('writes what is given piece by piece', async () => {
    const written: string[] = [];
    const { objects } = objectsOver(async (_operation, { Body }) => {
      for await (const piece of Body as Readable) written.push(String(piece));
      return {};
    });

    await objects.putObject(call('putObject', { Bucket: 'b', Key: 'k' }), ['x', 'ü'], signal);

    expect(written.join('')).toBe('xü');
  });

  it("names S3's errors as definitions know them", async () => {
    const { objects } = objectsOver(async () => {
      throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
    });

    await expect(all(objects.getObject(call('getObject', {}), signal))).rejects.toMatchObject({
      error: 'S3.NoSuchKeyException',
      cause: 'The specified key does not exist.',
    });
  });
});
