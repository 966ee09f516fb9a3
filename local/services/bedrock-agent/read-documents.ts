import { isJsonObject, type Json } from '../../../asl/definition';
import type { Services } from '../service';

/** A line of a document, or a field that was read from it. */
export interface Passage {
  /** What stands before the value; empty for a line of text. */
  readonly label: string;
  readonly text: string;
  readonly uri: string;
}

/** A stored document as the offline agent sees it. */
export interface StoredDocument {
  readonly documentId: string;
  /** Key of the object that it came from. */
  readonly key: string;
  readonly passages: readonly Passage[];
}

/** So many documents are looked through, in the order of their folders. */
export const maxDocuments = 500;

/**
 * Reads what lies under `…<documentId>/` of the bucket: text.txt, and the fields in document.json where the document pipeline stored it. On
 * AWS an agent reads its knowledge base with a role of its own, which is no part of the stack; here it reads with the rights of the
 * person at the laptop.
 */
export async function readDocuments(services: Services, bucketName: string): Promise<StoredDocument[]> {
  const folders = new Set<string>();
  for await (const key of keysOf(services, bucketName)) {
    const folder = /^(.*?[0-9a-f]{64})\/(?:document\.json|text\.txt)$/.exec(key)?.[1];
    if (folder !== undefined && folders.size < maxDocuments) folders.add(folder);
  }
  return Promise.all([...folders].map((folder) => readDocument(services, bucketName, folder)));
}

const operator = { kind: 'operator' } as const;

async function* keysOf(services: Services, bucketName: string): AsyncGenerator<string> {
  let token: unknown;
  do {
    const more = token === undefined ? {} : { ContinuationToken: token };
    const page = await services.call('s3', 'ListObjectsV2', { Bucket: bucketName, ...more }, operator);
    for (const { Key } of (page['Contents'] ?? []) as readonly { readonly Key: string }[]) yield Key;
    token = page['NextContinuationToken'];
  } while (token !== undefined);
}

async function readDocument(services: Services, bucketName: string, folder: string): Promise<StoredDocument> {
  const stored = parsed((await readText(services, bucketName, `${folder}/document.json`)) ?? '');
  const { source, documentType, fields } = isJsonObject(stored) ? stored : {};
  const text = (await readText(services, bucketName, `${folder}/text.txt`)) ?? '';
  const uriOf = (name: string): string => `s3://${bucketName}/${folder}/${name}`;
  const members = { ...(documentType === undefined ? {} : { documentType }), ...(isJsonObject(fields) ? fields : {}) };
  return {
    documentId: folder.slice(-64),
    key: isJsonObject(source) ? String(source['key']) : folder,
    passages: [
      ...fieldsOf(members).map((each) => ({ ...each, uri: uriOf('document.json') })),
      ...linesOf(text).map((each) => ({ ...each, uri: uriOf('text.txt') })),
    ],
  };
}

function fieldsOf(fields: { readonly [name: string]: Json }): Omit<Passage, 'uri'>[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [{ label: wordsOfName(name), text: String(value) }] : [],
  );
}

/** `invoice number` of `invoiceNumber`. */
function wordsOfName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}

/** A few words before a colon are the name of what follows. */
function linesOf(text: string): Omit<Passage, 'uri'>[] {
  const lines = text.split(/[\n\f]/).filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [, label, value] = /^\s*(\S+(?: \S+){0,3}?)\s*:\s+(\S.*?)\s*$/.exec(line) ?? [];
    return label === undefined || value === undefined ? { label: '', text: line.trim() } : { label, text: value };
  });
}

async function readText(services: Services, bucketName: string, key: string): Promise<string | undefined> {
  try {
    const { Body } = await services.call('s3', 'GetObject', { Bucket: bucketName, Key: key }, operator);
    return Buffer.from(Body as Uint8Array).toString('utf8');
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
