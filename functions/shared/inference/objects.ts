import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bodyChunks, bodyText } from '../platform/body';
import { isNamed } from '../platform/error-name';
import { readLines as readAllLines } from '../platform/lines';

/** A bucket and its client. */
export interface Objects {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucketName: string;
}

/** Returns an object as text; undefined if it does not exist. */
export async function readText({ s3, bucketName }: Objects, key: string): Promise<string | undefined> {
  try {
    return await bodyText(await s3.send(new GetObjectCommand({ Bucket: bucketName, Key: key })));
  } catch (error) {
    if (isNamed(error, 'NoSuchKey', 'NotFound')) return undefined;
    throw error;
  }
}

/**
 * Returns the lines of an object, one after another, without empty ones: an object may be larger than a function's
 * memory.
 */
export async function* readLines({ s3, bucketName }: Objects, key: string): AsyncGenerator<string> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
  for await (const line of readAllLines(bodyChunks(answer))) if (line.trim() !== '') yield line;
}

/** The keys under a prefix, in their order. */
export async function* listKeys({ s3, bucketName }: Objects, prefix: string): AsyncGenerator<string> {
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucketName, Prefix: prefix, ContinuationToken: token }),
    );
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

/** Writes an object, and replaces an existing one. */
export async function writeObject({ s3, bucketName }: Objects, key: string, body: string): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: bucketName, Key: key, Body: body, ContentType: contentTypeOf(key) }));
}

/** Writes an object unless it exists; returns whether it was written. */
export async function writeNewObject({ s3, bucketName }: Objects, key: string, body: string): Promise<boolean> {
  const object = { Bucket: bucketName, Key: key, Body: body, ContentType: contentTypeOf(key) };
  try {
    await s3.send(new PutObjectCommand({ ...object, IfNoneMatch: '*' }));
    return true;
  } catch (error) {
    if (isNamed(error, 'PreconditionFailed')) return false;
    throw error;
  }
}

function contentTypeOf(key: string): string {
  return key.endsWith('.jsonl') ? 'application/jsonl' : 'application/json';
}
