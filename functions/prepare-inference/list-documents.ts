import type { InferenceDocument } from '../shared/inference/inference-documents';
import { listKeys, type Objects, readLines } from '../shared/inference/objects';
import { parseJsonObject } from '../shared/json/json-object';
import { isNamed } from '../shared/platform/error-name';
import { InferenceRefused } from './inference-refused';

/**
 * The documents: a manifest of lines `{"documentId", "textKey"}` (the key of its text in the results bucket; absent:
 * `<documentId>/text.txt`, where the document pipeline writes it), or every text under a prefix. Exactly one.
 */
export interface InferenceSource {
  /** `s3://<results bucket>/…`, JSONL. */
  readonly manifestUri?: string;
  /** Of the results bucket: `<prefix>…<documentId>/text.txt`. */
  readonly prefix?: string;
}

/**
 * Returns the requested documents, each once, at most `maxRecords`. Throws InferenceRefused with the line or the
 * number.
 */
export async function listDocuments(
  objects: Objects,
  source: InferenceSource,
  maxRecords: number,
): Promise<InferenceDocument[]> {
  if ((source.manifestUri === undefined) === (source.prefix === undefined)) {
    throw new InferenceRefused('InvalidManifest', 'exactly one of manifestUri and prefix is due');
  }
  const documents = new Map<string, InferenceDocument>();
  for await (const document of documentsOf(objects, source)) {
    if (documents.has(document.documentId)) {
      throw new InferenceRefused('InvalidManifest', `the document ${document.documentId} is there twice`);
    }
    documents.set(document.documentId, document);
    if (documents.size > maxRecords) {
      throw new InferenceRefused(
        'TooManyRecords',
        `an inference has at most ${maxRecords} documents: split the manifest`,
      );
    }
  }
  return [...documents.values()];
}

/** Returns the key of an object that must be in this bucket; undefined if it is not. */
function keyIn({ bucketName }: Objects, uri: string): string | undefined {
  const start = `s3://${bucketName}/`;
  return uri.startsWith(start) && uri.length > start.length ? uri.slice(start.length) : undefined;
}

function documentsOf(
  objects: Objects,
  { manifestUri, prefix = '' }: InferenceSource,
): AsyncGenerator<InferenceDocument> {
  return manifestUri === undefined ? underPrefix(objects, prefix) : inManifest(objects, manifestUri);
}

async function* underPrefix(objects: Objects, prefix: string): AsyncGenerator<InferenceDocument> {
  for await (const key of listKeys(objects, prefix)) {
    const documentId = /(?:^|\/)([0-9a-f]{64})\/text\.txt$/.exec(key)?.[1];
    if (documentId !== undefined) yield { documentId, textKey: key };
  }
}

async function* inManifest(objects: Objects, manifestUri: string): AsyncGenerator<InferenceDocument> {
  const key = keyIn(objects, manifestUri);
  if (key === undefined) throw notFound(objects, manifestUri);
  let line = 0;
  try {
    for await (const text of readLines(objects, key)) {
      line += 1;
      yield documentOf(text, line);
    }
  } catch (error) {
    throw isNamed(error, 'NoSuchKey', 'NotFound') ? notFound(objects, manifestUri) : error;
  }
}

function notFound({ bucketName }: Objects, uri: string): InferenceRefused {
  return new InferenceRefused('ManifestNotFound', `there is no ${uri}; a manifest lies in s3://${bucketName}/`);
}

function documentOf(text: string, line: number): InferenceDocument {
  const { documentId, textKey = `${String(documentId)}/text.txt` } = parseJsonObject(text) ?? {};
  if (typeof documentId !== 'string' || !/^[0-9a-f]{64}$/.test(documentId)) {
    throw new InferenceRefused('InvalidManifest', `line ${line}: documentId must be 64 hexadecimal digits`);
  }
  if (typeof textKey !== 'string' || textKey === '') {
    throw new InferenceRefused('InvalidManifest', `line ${line}: textKey must be the key of an object`);
  }
  return { documentId, textKey };
}
