import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '@document-pipelines/asl/diagnostics';
import type { Shape } from '@document-pipelines/local-aws/services';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { type Account, batchPrefix, bytesOfBody, incomingPrefix, textOfBody } from '../../account';
import type { EvidenceRecord } from './record-store';
import { type Source, versionRecord } from './sources';

/** An object of a bucket. */
interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

const manifestSchema = z.object({
  sourceBucket: z.string(),
  destinationBucket: z.string(),
  fileFormat: z.string(),
  fileSchema: z.string(),
  creationTimestamp: z.string(),
  files: z.array(z.object({ key: z.string() })).min(1),
});

type Manifest = z.infer<typeof manifestSchema>;

/** An S3 Inventory as a source of object versions. */
export interface Inventory {
  readonly source: Source;
  /** When the inventory was created: later versions are not in it. */
  readonly createdAt: Date;
}

/** A row of an inventory. */
interface InventoryRow {
  readonly key: string;
  readonly versionId: string;
  readonly size: number;
  readonly isDeleteMarker: boolean;
}

/**
 * Opens an S3 Inventory of the documents bucket by its `manifest.json`, in CSV or Parquet. Each of its files is a page. Throws UserError
 * for an inventory of another bucket, without versions, or in another format.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export async function openInventory(account: Account, uri: string): Promise<Inventory> {
  const { bucket, key } = parseUri(uri);
  const { Body: body } = await account.call('s3', 'GetObject', { Bucket: bucket, Key: key });
  const manifest = parseManifest(uri, await textOfBody(body));
  if (manifest.sourceBucket !== account.names.documentBucketName)
    throw new UserError(
      `${uri} is an inventory of ${manifest.sourceBucket}, not of ${account.names.documentBucketName}`,
    );
  const source: Source = {
    name: 'object versions of the inventory',
    page: (from) => inventoryPage(account, manifest, { bucket, index: Number(from['file'] ?? 0) }),
  };
  return { source, createdAt: new Date(Number(manifest.creationTimestamp)) };
}

function parseUri(uri: string): ObjectName {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+manifest\.json)$/.exec(uri) ?? [];
  if (bucket === undefined || key === undefined)
    throw new UserError(`\`${uri}\` does not name an inventory`, { help: 'use s3://<bucket>/<path>/manifest.json' });
  return { bucket, key };
}

function parseManifest(uri: string, text: string): Manifest {
  const manifest = manifestSchema.safeParse(JSON.parse(text));
  if (!manifest.success) throw new UserError(`${uri} is not the manifest of an inventory`);
  const { fileFormat, fileSchema } = manifest.data;
  if (fileFormat !== 'CSV' && fileFormat !== 'Parquet')
    throw new UserError(`the inventory is in the format ${fileFormat}; CSV and Parquet can be read`);
  if (!/version_?id/i.test(fileSchema) || !/size/i.test(fileSchema))
    throw new UserError('the inventory has no versions or no sizes', {
      help: 'configure it with all versions and the field Size',
    });
  return manifest.data;
}

interface InventoryPage {
  /** Of the manifest: its files are in the same bucket. */
  readonly bucket: string;
  readonly index: number;
}

async function inventoryPage(account: Account, manifest: Manifest, { bucket, index }: InventoryPage) {
  const { documentBucketName } = account.names;
  const { key = '' } = manifest.files[index] ?? {};
  const { Body: body } = await account.call('s3', 'GetObject', { Bucket: bucket, Key: key });
  const bytes = await bytesOfBody(body);
  const rows = manifest.fileFormat === 'CSV' ? csvRows(bytes, manifest.fileSchema) : parquetRows(bytes);
  const next: { readonly next?: Shape } = index + 1 < manifest.files.length ? { next: { file: index + 1 } } : {};
  return { records: documentsIn(rows, documentBucketName), share: (index + 1) / manifest.files.length, ...next };
}

async function* documentsIn(rows: AsyncIterable<InventoryRow>, bucket: string): AsyncGenerator<EvidenceRecord> {
  for await (const row of rows)
    if (isDocument(row)) yield versionRecord({ bucket, key: row.key, versionId: row.versionId });
}

/** As in the listings: below one of the prefixes, neither a delete marker nor a folder. */
function isDocument({ key, size, isDeleteMarker }: InventoryRow): boolean {
  const isBelow = key.startsWith(incomingPrefix) || key.startsWith(batchPrefix);
  return isBelow && !isDeleteMarker && !(key.endsWith('/') && size === 0);
}

/** Keys are URL-encoded in CSV. */
async function* csvRows(bytes: Uint8Array, fileSchema: string): AsyncGenerator<InventoryRow> {
  const columns = fileSchema.split(',').map((column) => column.trim());
  const records = Readable.from([bytes]).pipe(createGunzip()).pipe(parse({ columns }));
  for await (const record of records as AsyncIterable<Readonly<Record<string, string>>>)
    yield {
      key: decodeURIComponent((record['Key'] ?? '').replaceAll('+', ' ')),
      versionId: record['VersionId'] ?? '',
      size: Number(record['Size'] ?? 0),
      isDeleteMarker: record['IsDeleteMarker'] === 'true',
    };
}

/** Row groups one after another: a file is in memory, its rows are not. */
async function* parquetRows(bytes: Uint8Array): AsyncGenerator<InventoryRow> {
  const { parquetMetadata, parquetReadObjects } = await import('hyparquet');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const metadata = parquetMetadata(file);
  const columns = ['key', 'version_id', 'size', 'is_delete_marker'];
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    for (const row of await parquetReadObjects({ file, metadata, columns, rowStart, rowEnd }))
      yield {
        key: String(row['key']),
        versionId: String(row['version_id'] ?? ''),
        size: Number(row['size'] ?? 0),
        isDeleteMarker: row['is_delete_marker'] === true,
      };
    rowStart = rowEnd;
  }
}
