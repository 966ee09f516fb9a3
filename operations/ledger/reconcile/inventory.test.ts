import { gzipSync } from 'node:zlib';
import { accountWith } from '../../../tests/fixtures/account-fixture';
import { openInventory } from './inventory';

const uri = 's3://inventories/prod/2026-11-22T01-00Z/manifest.json';
const rows = [
  { key: 'incoming/ä b.pdf', version: 'v1', size: 7, isDeleteMarker: false },
  { key: 'incoming/gone.pdf', version: 'v2', size: 0, isDeleteMarker: true },
  { key: 'incoming/', version: 'v3', size: 0, isDeleteMarker: false },
  { key: 'models/other', version: 'v4', size: 1, isDeleteMarker: false },
];

/** An account whose buckets hold an inventory of these files. */
function withInventory(manifest: object, files: Readonly<Record<string, Uint8Array>>) {
  const complete = {
    sourceBucket: 'documents',
    destinationBucket: 'arn:aws:s3:::inventories',
    fileSchema: 'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size',
    creationTimestamp: '1795309200000',
    files: Object.keys(files).map((key) => ({ key })),
    ...manifest,
  };
  return accountWith(async (_service, _operation, { Key: key }) => ({
    Body: files[String(key)] ?? Buffer.from(JSON.stringify(complete)),
  }));
}

const csv = gzipSync(
  rows
    .map(({ key, version, size, isDeleteMarker }) =>
      ['documents', encodeURIComponent(key), version, true, isDeleteMarker, size].map((each) => `"${each}"`).join(','),
    )
    .join('\n'),
);
async function parquet(): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer');
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'key', data: rows.map(({ key }) => key), type: 'STRING' },
        { name: 'version_id', data: rows.map(({ version }) => version), type: 'STRING' },
        { name: 'is_delete_marker', data: rows.map(({ isDeleteMarker }) => isDeleteMarker), type: 'BOOLEAN' },
        { name: 'size', data: rows.map(({ size }) => BigInt(size)), type: 'INT64' },
      ],
    }),
  );
}

it.each([
  ['CSV', { fileFormat: 'CSV' }, async () => csv],
  ['Parquet', { fileFormat: 'Parquet', fileSchema: 'message s3.inventory { key; version_id; size }' }, parquet],
])('has the documents of an inventory in %s, a file at a time', async (_format, manifest, write) => {
  const file = await write();
  const account = withInventory(manifest, { 'data/1': file, 'data/2': file });

  const { source, createdAt } = await openInventory(account, uri);
  const first = await source.page({});

  expect(createdAt.toISOString()).toBe('2026-11-22T01:00:00.000Z');
  expect(first).toMatchObject({ share: 0.5, next: { file: 1 } });
  const records = [];
  for await (const record of first.records) records.push(record);
  expect(records).toMatchObject([
    { kind: 'version', pointer: { bucket: 'documents', key: 'incoming/ä b.pdf', versionId: 'v1' } },
  ]);
  expect((await source.page({ file: 1 })).next).toBeUndefined();
});

it.each([
  ['another bucket', { fileFormat: 'CSV', sourceBucket: 'other' }, /is an inventory of other, not of documents/],
  ['another format', { fileFormat: 'ORC' }, /in the format ORC; CSV and Parquet can be read/],
  ['no versions', { fileFormat: 'CSV', fileSchema: 'Bucket, Key, Size' }, /has no versions or no sizes/],
])('rejects an inventory of %s', async (_what, manifest, message) => {
  await expect(openInventory(withInventory(manifest, { 'data/1': csv }), uri)).rejects.toThrow(message);
});

it('rejects what is not an inventory', async () => {
  await expect(openInventory(withInventory({}, { x: csv }), 'inventory.csv')).rejects.toThrow(
    /does not name an inventory/,
  );
});
