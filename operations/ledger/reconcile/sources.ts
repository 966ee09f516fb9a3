import type { Shape } from '@document-pipelines/local-aws/services';
import { type Account, batchPrefix, follow, incomingPrefix } from '../../account';
import { batchIdOfItems, batchIdOfOwner, readLines } from '../evidence/batches';
import type { ListedVersion } from '../evidence/list-versions';
import { isFolder, storedDocument } from '../evidence/object-versions';
import { ledgerPage } from '../evidence/rows';
import { documentIdOf, type ObjectPointer, pointerIn } from '../object-pointer';
import type { EvidenceRecord } from './record-store';

/** A page of evidence. */
export interface SourcePage {
  readonly records: readonly EvidenceRecord[] | AsyncIterable<EvidenceRecord>;
  /** What was read, in items of the source: object versions, keys, rows. Absent: the records. */
  readonly read?: number;
  /** Executions that batches belong to, by batchId. */
  readonly owners?: Readonly<Record<string, string>>;
  /** Requests the next page; absent at the end. JSON. */
  readonly next?: Shape;
  /** How much of the source has been read, from 0 to 1; absent if that is unknown. */
  readonly share?: number;
}

/** A listing that is read page after page, and can be continued at any page. */
export interface Source {
  readonly name: string;
  /** Whether its items are object versions. */
  readonly isOfVersions?: boolean;
  page(from: Shape): Promise<SourcePage>;
}

/** The listings of the documents bucket, one for each prefix. */
export function versionSources(account: Account): readonly Source[] {
  return [incomingPrefix, batchPrefix].map((prefix) => ({
    name: `object versions under ${prefix}`,
    isOfVersions: true,
    page: (from) => versionPage(account, prefix, from),
  }));
}

async function versionPage(account: Account, Prefix: string, from: Shape): Promise<SourcePage> {
  const { documentBucketName: bucket } = account.names;
  const answer = await account.call('s3', 'ListObjectVersions', { Bucket: bucket, Prefix, ...from });
  const listed = (answer['Versions'] ?? []) as readonly ListedVersion[];
  const pointers = listed
    .filter((version) => !isFolder(version))
    .map(({ Key: key, VersionId: versionId }) => ({ bucket, key, versionId }));
  const next =
    answer['IsTruncated'] === true
      ? follow(answer, { KeyMarker: 'NextKeyMarker', VersionIdMarker: 'NextVersionIdMarker' })
      : undefined;
  return { records: pointers.map(versionRecord), read: listed.length, ...(next === undefined ? {} : { next }) };
}

/** Returns the record of an object version. */
export function versionRecord(pointer: ObjectPointer): EvidenceRecord {
  return { kind: 'version', documentId: documentIdOf(pointer), pointer };
}

/** The results bucket, with the items of batches; `isWhole` reports the objects that can be read. */
export function resultSource(account: Account, isWhole: (key: string) => boolean): Source {
  return {
    name: 'results',
    async page(from) {
      const input = { Bucket: account.names.resultsBucketName, ...from };
      const answer = await account.call('s3', 'ListObjectsV2', input);
      const keys = ((answer['Contents'] ?? []) as readonly { readonly Key: string }[]).map(({ Key: key }) => key);
      const records: EvidenceRecord[] = keys
        .map(storedDocument)
        .filter((documentId) => documentId !== undefined)
        .map((documentId) => ({ kind: 'stored', documentId }));
      const owners: Record<string, string> = {};
      for (const key of keys.filter(isWhole)) {
        for (const record of await namedIn(account, key)) records.push(record);
        const batchId = batchIdOfOwner(key);
        if (batchId !== undefined)
          for (const { executionArn } of await readLines(account, key))
            if (typeof executionArn === 'string') owners[batchId] = executionArn;
      }
      const next =
        answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined;
      const share = shareOf(keys.at(-1));
      return {
        records,
        read: keys.length,
        owners,
        ...(next === undefined ? {} : { next }),
        ...(share === undefined ? {} : { share }),
      };
    },
  };
}

async function namedIn(account: Account, key: string): Promise<readonly EvidenceRecord[]> {
  const batchId = batchIdOfItems(key);
  if (batchId === undefined) return [];
  const pointers = (await readLines(account, key)).map(pointerIn).filter((pointer) => pointer !== undefined);
  return pointers.map((pointer) => ({ kind: 'named', documentId: documentIdOf(pointer), pointer, batchId }));
}

/** Results are listed by their documentId, and a digest is as likely to be anywhere: its first digits are the share that was read. */
function shareOf(key: string | undefined): number | undefined {
  const [, digits] = /^([0-9a-f]{8})[0-9a-f]{56}\//.exec(key ?? '') ?? [];
  return digits === undefined ? undefined : Number.parseInt(digits, 16) / 2 ** 32;
}

/** The name of the source of rows. */
export const rowSourceName = 'rows of the ledger';

/** The rows of the ledger. */
export function rowSource(account: Account): Source {
  return {
    name: rowSourceName,
    async page(from) {
      const { rows, next } = await ledgerPage(account, from);
      const records = rows.map((row): EvidenceRecord => ({ kind: 'row', documentId: row.documentId, row }));
      return { records, read: rows.length, ...(next === undefined ? {} : { next }) };
    },
  };
}
