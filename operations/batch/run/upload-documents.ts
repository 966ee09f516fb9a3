import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Account, batchPrefix, isServiceError } from '../../account';
import type { ObjectPointer } from '../../ledger/object-pointer';
import type { LocalDocument } from '../source/batch-source';

/** Content of the bucket after an upload. */
export interface UploadedDocuments {
  /** One row a document, repeats included, in their order. */
  readonly rows: readonly ObjectPointer[];
  readonly uploaded: number;
  /** Documents that the bucket already had, with the same bytes under the same key. */
  readonly known: number;
}

/** Uploads documents under `batch/`, each once; an object with the same bytes keeps its version. */
export async function uploadDocuments(
  account: Account,
  documents: readonly LocalDocument[],
  onProgress: (done: number) => void,
): Promise<UploadedDocuments> {
  const byPath = new Map<string, ObjectPointer>();
  let uploaded = 0;
  for (const { path, name } of documents) {
    if (byPath.has(path)) continue;
    const { pointer, isKnown } = await uploadOne(account, `${batchPrefix}${name}`, await readFile(path));
    byPath.set(path, pointer);
    if (!isKnown) uploaded += 1;
    onProgress(byPath.size);
  }
  const rows = documents.flatMap(({ path }) => byPath.get(path) ?? []);
  return { rows, uploaded, known: byPath.size - uploaded };
}

async function uploadOne(
  account: Account,
  key: string,
  bytes: Uint8Array,
): Promise<{ readonly pointer: ObjectPointer; readonly isKnown: boolean }> {
  const { documentBucketName: bucket } = account.names;
  const known = await versionWith(account, key, bytes);
  if (known !== undefined) return { pointer: { bucket, key, versionId: known }, isKnown: true };
  const { VersionId: versionId } = await account.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: bytes });
  return { pointer: { bucket, key, versionId: String(versionId) }, isKnown: false };
}

/** Returns the current version of a key if it holds these bytes. An ETag is their MD5 if the object was uploaded in one part. */
async function versionWith(account: Account, Key: string, bytes: Uint8Array): Promise<string | undefined> {
  try {
    const input = { Bucket: account.names.documentBucketName, Key };
    const { ETag: etag, VersionId: versionId } = await account.call('s3', 'HeadObject', input);
    const isSame = etag === `"${createHash('md5').update(bytes).digest('hex')}"`;
    return isSame ? String(versionId) : undefined;
  } catch (error) {
    if (isServiceError(error, 'NotFound', 'NoSuchKey')) return undefined;
    throw error;
  }
}
