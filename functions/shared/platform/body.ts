import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { brokenAnswer, namedByNetwork } from './network-errors';

/** The part of an S3 response that holds an object's bytes. */
export type ObjectAnswer = Pick<GetObjectCommandOutput, 'Body' | 'ContentLength'>;

/**
 * Returns the bytes of an object as they come in. client-settings bounds how long a body may be silent. Throws an error
 * whose name definitions retry if the connection breaks, and for a body shorter than its length: a partial body must
 * not be treated as a whole one.
 */
export async function* bodyChunks({ Body, ContentLength = 0 }: ObjectAnswer): AsyncGenerator<Uint8Array> {
  if (Body === undefined) throw brokenAnswer('S3 answered without a body');
  let bytes = 0;
  try {
    for await (const chunk of Body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw namedByNetwork(error);
  }
  if (bytes < ContentLength) throw brokenAnswer(`the body ended after ${bytes} of ${ContentLength} bytes`);
}

/** Returns the whole of an object, held in memory. Throws as {@link bodyChunks}. */
export async function bodyBytes(answer: ObjectAnswer): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(answer)) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  return new Uint8Array(whole.buffer, whole.byteOffset, whole.length);
}

/** Returns the whole of an object as UTF-8. Throws as {@link bodyChunks}. */
export async function bodyText(answer: ObjectAnswer): Promise<string> {
  return Buffer.from(await bodyBytes(answer)).toString('utf8');
}
