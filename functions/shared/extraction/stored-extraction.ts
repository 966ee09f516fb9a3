import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { isNamed } from '../platform/error-name';
import type { PersonalDataKind } from '../redaction/personal-data';
import { redact } from '../redaction/redact';
import type { CollectedText } from './text/collected-text';
import { type Extraction, extractionKeys, type PartPointer } from './extraction';
import { type PartBounds, splitText } from './text/split-text';

/** The results bucket, and what a model is to be given of a text that lies there. */
export interface Results {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucketName: string;
  readonly forModel: ModelInput;
}

/** What a model is given of a text. */
export interface ModelInput extends PartBounds {
  /** Most parts a document may have; of one with more, only the first is given out. */
  readonly maxParts: number;
  /** Kinds of personal data that are replaced first; none: the text stays as it is. */
  readonly redactedKinds: readonly PersonalDataKind[];
}

/**
 * The extraction of a document if it was stored before: what was paid for once is not paid for again. Needs s3:GetObject on
 * the results, and s3:ListBucket on their bucket, without which a missing key is AccessDenied instead of NoSuchKey.
 */
export async function readExtraction(results: Results, documentId: string): Promise<Extraction | undefined> {
  try {
    const key = extractionKeys(documentId).extraction;
    const answer = await results.s3.send(new GetObjectCommand({ Bucket: results.bucketName, Key: key }));
    const stored = JSON.parse((await answer.Body?.transformToString()) ?? '') as Partial<Extraction>;
    // One without parts was written before there were any: it may hold half a text.
    return stored.partCount === undefined ? undefined : (stored as Extraction);
  } catch (error) {
    if (isNamed(error, 'NoSuchKey', 'NotFound')) return undefined;
    throw error;
  }
}

/**
 * Writes the text, its parts where it is long, then the extraction (last: it says that all of them are there). The same text
 * twice is the same writes.
 */
export async function storeExtraction(
  results: Results,
  documentId: string,
  { text, ...statistics }: CollectedText,
): Promise<Extraction> {
  const keys = extractionKeys(documentId);
  const textUri = `s3://${results.bucketName}/${keys.text}`;
  await put(results, keys.text, text, plainText);
  const extraction: Extraction = { textUri, ...statistics, ...(await storeParts(results, documentId, text)) };
  await put(results, keys.extraction, JSON.stringify(extraction), 'application/json');
  return extraction;
}

const plainText = 'text/plain; charset=utf-8';

async function storeParts(
  results: Results,
  documentId: string,
  text: string,
): Promise<Pick<Extraction, 'excerpt' | 'partCount' | 'parts' | 'cutLines' | 'redactions'>> {
  const { maxParts, redactedKinds } = results.forModel;
  const redacted = redact(text, redactedKinds);
  const [first, ...further] = splitText(redacted.text, results.forModel);
  const partCount = further.length + 1;
  const parts: PartPointer[] = [];
  for (const [index, part] of (partCount > maxParts ? [] : further).entries()) {
    const pointer = { part: index + 2, key: extractionKeys(documentId).part(index + 2) };
    await put(results, pointer.key, part.text, plainText);
    parts.push(pointer);
  }
  const cutLines = [first, ...further].filter((part) => part?.border === 'character').length;
  return { excerpt: first?.text ?? '', partCount, parts, cutLines, redactions: redacted.counts };
}

async function put(results: Results, key: string, body: string, contentType: string): Promise<void> {
  await results.s3.send(
    new PutObjectCommand({ Bucket: results.bucketName, Key: key, Body: body, ContentType: contentType }),
  );
}
