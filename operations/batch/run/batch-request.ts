import type { Account } from '../../account';
import type { ManifestFormat } from '../source/manifest-rows';

/** The state machine that batches run in, as its definition's file is named. */
export const batchMachineName = 'batch-pipeline';

/** The input of a batch's execution; functions/prepare-batch reads it. */
export type BatchRequest =
  | { readonly manifest: { readonly bucket: string; readonly key: string } }
  | { readonly prefix: string };

const endings: Readonly<Record<ManifestFormat, string>> = { CSV: 'csv', JSONL: 'jsonl' };

/** Returns the key of a batch's manifest. */
export function manifestKey(batchId: string, format: ManifestFormat): string {
  return `batches/${batchId}/manifest.${endings[format]}`;
}

/** Uploads a manifest next to the future results of its batch, and returns the request for it. */
export async function putManifest(
  account: Account,
  batchId: string,
  { format, text }: { readonly format: ManifestFormat; readonly text: string },
): Promise<BatchRequest> {
  const { resultsBucketName: bucket } = account.names;
  const key = manifestKey(batchId, format);
  await account.call('s3', 'PutObject', { Bucket: bucket, Key: key, Body: Buffer.from(text) });
  return { manifest: { bucket, key } };
}

/** Rows as JSONL. */
export function jsonLines(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/**
 * Returns an id for a batch from its source: `march-20261122T141530`, at most 74 characters, so that the number of a resume fits. It
 * is the name of the execution, and the folder `batches/<id>/`.
 */
export function batchIdFor(what: string, now: Date): string {
  const [name = ''] = what
    .replace(/^s3:\/\//, '')
    .replace(/\/+$/, '')
    .split('/')
    .slice(-1);
  const plain = name.replace(/\.(csv|jsonl|ndjson)$/i, '').replace(/[^A-Za-z0-9]+/g, '-');
  const trimmed = plain.replace(/^-+|-+$/g, '').slice(0, 50);
  const time = now.toISOString().replace(/[-:]|\.\d+Z/g, '');
  return `${trimmed === '' ? 'batch' : trimmed}-${time}`;
}
