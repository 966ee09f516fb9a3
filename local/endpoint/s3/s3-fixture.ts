import path from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type StartedForTest, startForTest } from '../start-for-test';

/** The bucket that every test of objects finds. */
export const Bucket = 'documents';

/** A bucket with versions behind an endpoint of its own, and the AWS SDK as its client. */
export interface BucketForTest {
  readonly started: StartedForTest;
  readonly s3: S3Client;
  /** The content of an object, read over HTTP. */
  textOf(Key: string, VersionId?: string): Promise<string>;
  /** Where the laptop shows an object to people. */
  shown(...segments: readonly string[]): string;
  end(): Promise<void>;
}

/** Starts an endpoint whose operator has made the bucket. */
export async function startBucket(): Promise<BucketForTest> {
  const started = await startForTest();
  const s3 = new S3Client(started.clientOptions());
  await started.services.call('s3', 'CreateBucket', { Bucket }, { kind: 'operator' });
  await started.services.call(
    's3',
    'PutBucketVersioning',
    { Bucket, VersioningConfiguration: { Status: 'Enabled' } },
    { kind: 'operator' },
  );
  return {
    started,
    s3,
    textOf: async (Key, VersionId) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      return (await Body?.transformToString()) ?? '';
    },
    shown: (...segments) => path.join(started.place.stateFolder, 'objects', Bucket, ...segments),
    end: async () => {
      s3.destroy();
      await started.end();
    },
  };
}

/** What a request is refused with: the name of its error and the HTTP status. */
export async function errorOf(
  promise: Promise<unknown>,
): Promise<{ readonly name: string; readonly status: number | undefined }> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown as Error,
  );
  return { name: error.name, status: (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode };
}
