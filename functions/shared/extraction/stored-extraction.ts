import { isDeepStrictEqual } from 'node:util';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { readText } from '../inference/objects';
import type { PersonalDataKind } from '../redaction/personal-data';
import { redact } from '../redaction/redact';
import { type Extraction, extractionKeys, type PartPointer } from './extraction';
import type { CollectedText } from './text/collected-text';
import { type PartBounds, splitText } from './text/split-text';

/** The results bucket, and which part of a stored text a model receives. */
export interface Results {
  readonly s3: Pick<S3Client, 'send'>;
  readonly bucketName: string;
  readonly forModel: ModelInput;
}

/** The part of a text that a model receives. */
export interface ModelInput extends PartBounds {
  /** Most parts a document may have; of one with more, only the first is returned. */
  readonly maxParts: number;
  /** Types of personal data that are replaced first; empty: the text is not changed. */
  readonly redactedKinds: readonly PersonalDataKind[];
}

/**
 * Returns the extraction of a document if its text was stored before: it is not paid for again. Text that was cut or
 * redacted under other settings is cut again from text.txt, so that a model is never sent what the current settings
 * would withhold. Undefined without a text, or without its statistics. Needs s3:GetObject, PutObject on the results,
 * and s3:ListBucket on their bucket, without which a missing key is AccessDenied instead of NoSuchKey.
 */
export async function readExtraction(results: Results, documentId: string): Promise<Extraction | undefined> {
  const keys = extractionKeys(documentId);
  const stored = await readText(results, keys.extraction);
  if (stored === undefined) return undefined;
  const { modelInput, ...extraction } = JSON.parse(stored) as Partial<StoredExtraction>;
  if (isDeepStrictEqual(modelInput, results.forModel)) return extraction as Extraction;
  const text = await readText(results, keys.text);
  const statistics = statisticsOf(extraction);
  return text === undefined || statistics === undefined
    ? undefined
    : cutAgain(results, documentId, { text, ...statistics });
}

/**
 * Writes the text, its parts if it is long, then the extraction (last: once it exists, all of them do). The same text
 * results in the same writes.
 */
export async function storeExtraction(
  results: Results,
  documentId: string,
  collected: CollectedText,
): Promise<Extraction> {
  await put(results, extractionKeys(documentId).text, collected.text, plainText);
  return storeCut(results, documentId, collected);
}

/** The content of extraction.json: the result, and the settings under which the text was cut. */
interface StoredExtraction extends Extraction {
  readonly modelInput: ModelInput;
}

const plainText = 'text/plain; charset=utf-8';

type Statistics = Omit<CollectedText, 'text'>;

/** The statistics of an extraction of any version; undefined if one of them is missing. */
function statisticsOf(extraction: Partial<Extraction>): Statistics | undefined {
  const { pages, words, characters, meanConfidence } = extraction;
  if (pages === undefined || words === undefined || characters === undefined || meanConfidence === undefined)
    return undefined;
  return { pages, words, characters, meanConfidence };
}

/**
 * The settings are removed from extraction.json before the first part changes: a crash in between must not leave old
 * settings on new parts.
 */
async function cutAgain(results: Results, documentId: string, collected: CollectedText): Promise<Extraction> {
  const { text: _text, ...statistics } = collected;
  await put(results, extractionKeys(documentId).extraction, JSON.stringify(statistics), 'application/json');
  return storeCut(results, documentId, collected);
}

async function storeCut(
  results: Results,
  documentId: string,
  { text, ...statistics }: CollectedText,
): Promise<Extraction> {
  const keys = extractionKeys(documentId);
  const textUri = `s3://${results.bucketName}/${keys.text}`;
  const extraction: Extraction = { textUri, ...statistics, ...(await storeParts(results, documentId, text)) };
  const stored: StoredExtraction = { ...extraction, modelInput: results.forModel };
  await put(results, keys.extraction, JSON.stringify(stored), 'application/json');
  return extraction;
}

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
