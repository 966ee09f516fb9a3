import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isNamed } from '../platform/error-name';
import type { CollectedText } from './collected-text';
import { excerptOf } from './excerpt';
import { type Extraction, extractionKeys } from './extraction';

/** The results bucket and the bound of the excerpt in it. */
export interface Results {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucketName: string;
  /** Bound of the excerpt in bytes of JSON-escaped UTF-8. */
  readonly excerptMaxBytes: number;
}

/**
 * The extraction of a document if it was stored before: what was paid for once is not paid for again. Needs s3:GetObject on
 * the results, and s3:ListBucket on their bucket, without which a missing key is AccessDenied instead of NoSuchKey.
 */
export async function readExtraction(results: Results, documentId: string): Promise<Extraction | undefined> {
  try {
    const key = extractionKeys(documentId).extraction;
    const answer = await results.s3.send(new GetObjectCommand({ Bucket: results.bucketName, Key: key }));
    return JSON.parse((await answer.Body?.transformToString()) ?? '') as Extraction;
  } catch (error) {
    if (isNamed(error, 'NoSuchKey', 'NotFound')) return undefined;
    throw error;
  }
}

/** Writes the text, then the extraction (last: it says that the text is there). The same text twice is the same two writes. */
export async function storeExtraction(
  results: Results,
  documentId: string,
  collected: CollectedText,
): Promise<Extraction> {
  const keys = extractionKeys(documentId);
  const { text, ...statistics } = collected;
  const extraction: Extraction = {
    textUri: `s3://${results.bucketName}/${keys.text}`,
    ...statistics,
    ...excerptOf(text, results.excerptMaxBytes),
  };
  await put(results, keys.text, text, 'text/plain; charset=utf-8');
  await put(results, keys.extraction, JSON.stringify(extraction), 'application/json');
  return extraction;
}

async function put(results: Results, key: string, body: string, contentType: string): Promise<void> {
  await results.s3.send(
    new PutObjectCommand({ Bucket: results.bucketName, Key: key, Body: body, ContentType: contentType }),
  );
}
