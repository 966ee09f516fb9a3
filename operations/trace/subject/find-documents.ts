import { type Account, batchPrefix, incomingPrefix, type StoredRow, scanPages } from '../../account';
import { listVersions } from '../../ledger/evidence/list-versions';
import { readLedgerRow } from '../../ledger/evidence/rows';
import { documentIdOf, type ObjectPointer, pointerIn } from '../../ledger/object-pointer';
import type { Candidate } from './subject';

/** Returns the versions of an object: of this key, or of `incoming/<key>`. Its versions are listed, not the bucket. */
export async function findDocumentsByKey(account: Account, key: string): Promise<readonly Candidate[]> {
  const { documentBucketName: bucket } = account.names;
  const isWhole = key.startsWith(incomingPrefix) || key.startsWith(batchPrefix);
  const wanted = isWhole ? key : `${incomingPrefix}${key}`;
  const versions = await listVersions(account, bucket, wanted);
  const found: Candidate[] = [];
  for (const { Key, VersionId: versionId } of versions)
    if (Key === wanted) found.push(await candidate(account, { bucket, key: wanted, versionId }));
  return found;
}

/** Returns the rows whose documentId begins so, or whose key ends in a file name. Reads the whole ledger. */
export async function findDocumentsInLedger(
  account: Account,
  by: { readonly beginning: string } | { readonly fileName: string },
): Promise<readonly Candidate[]> {
  const isMeant = ({ documentId, key }: StoredRow): boolean =>
    'beginning' in by ? String(documentId).startsWith(by.beginning) : String(key).endsWith(`/${by.fileName}`);
  const found: Candidate[] = [];
  for await (const rows of scanPages(account, account.names.ledgerTableName, attributes))
    for (const row of rows.filter(isMeant)) {
      const pointer = pointerIn(row);
      if (pointer !== undefined) found.push(named(pointer, String(row['status'])));
    }
  return found;
}

const attributes = ['documentId', 'bucket', 'key', 'versionId', 'status'];

async function candidate(account: Account, pointer: ObjectPointer): Promise<Candidate> {
  const row = await readLedgerRow(account, documentIdOf(pointer));
  return named(pointer, row?.status ?? 'not registered');
}

function named(pointer: ObjectPointer, status: string): Candidate {
  const documentId = documentIdOf(pointer);
  const what = `${pointer.key}  version ${pointer.versionId}  ${status}`.trimEnd();
  return { subject: { kind: 'document', documentId, pointer }, id: documentId, what };
}
