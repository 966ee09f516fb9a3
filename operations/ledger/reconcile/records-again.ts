import type { Account } from '../../account';
import { listVersions } from '../evidence/list-versions';
import { isFolder, isListed } from '../evidence/object-versions';
import { readLedgerRow } from '../evidence/rows';
import { documentIdOf, type ObjectPointer } from '../object-pointer';
import { type EvidenceRecord, partitionOf, type RecordStore } from './record-store';

/** Reads again what is known of some documents, each by itself. What batches named is taken from the store: it does not change. */
export async function recordsAgain(
  account: Account,
  store: RecordStore,
  documentIds: ReadonlySet<string>,
): Promise<readonly EvidenceRecord[]> {
  const pointers = new Map<string, ObjectPointer>();
  const records: EvidenceRecord[] = [];
  for (const partition of new Set([...documentIds].map(partitionOf)))
    for await (const record of store.read(partition)) {
      if (!documentIds.has(record.documentId)) continue;
      const pointer =
        record.kind === 'row' ? record.row.pointer : record.kind === 'stored' ? undefined : record.pointer;
      if (pointer !== undefined) pointers.set(record.documentId, pointer);
      if (record.kind === 'named') records.push(record);
    }
  for (const documentId of documentIds) {
    const row = await readLedgerRow(account, documentId);
    if (row !== undefined) records.push({ kind: 'row', documentId, row });
    if (await isStored(account, documentId)) records.push({ kind: 'stored', documentId });
    const pointer = row?.pointer ?? pointers.get(documentId);
    if (pointer !== undefined && (await isThere(account, pointer)))
      records.push({ kind: 'version', documentId, pointer });
  }
  return records;
}

async function isStored({ call, names }: Account, documentId: string): Promise<boolean> {
  const Key = `${documentId}/document.json`;
  const input = { Bucket: names.resultsBucketName, Prefix: Key, MaxKeys: 1 };
  const { Contents: found } = await call('s3', 'ListObjectsV2', input);
  return ((found ?? []) as readonly { readonly Key: string }[]).some((object) => object.Key === Key);
}

async function isThere(account: Account, pointer: ObjectPointer): Promise<boolean> {
  if (!isListed(pointer.key)) return false;
  const versions = await listVersions(account, pointer.bucket, pointer.key);
  return versions.some(
    (version) =>
      !isFolder(version) &&
      documentIdOf({ bucket: pointer.bucket, key: version.Key, versionId: version.VersionId }) ===
        documentIdOf(pointer),
  );
}
