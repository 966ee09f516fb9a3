import { GetObjectCommand } from '@aws-sdk/client-s3';
import { bodyChunks } from '../../shared/platform/body';
import { isNamed } from '../../shared/platform/error-name';
import { BatchRefused } from '../batch-errors';
import type { PrepareBatchDependencies } from '../dependencies';
import type { BatchRequest, ManifestPointer } from '../event';
import { csvRows } from './csv-rows';
import { jsonRows } from './json-rows';
import { listedRows } from './listed-rows';
import type { BatchRow } from './row';

/**
 * Returns the rows of a batch, streamed: of its manifest, or of the listing of its prefix. Throws MalformedBatchRequest
 * and UnreadableManifest.
 */
export function readRows(request: BatchRequest, dependencies: PrepareBatchDependencies): AsyncIterable<BatchRow> {
  const { manifest, prefix } = checkRequest(request);
  return manifest === undefined ? listedRows(prefix ?? '', dependencies) : manifestRows(manifest, dependencies);
}

/** The prefix `batch/` is where batches are; objects under `incoming/` start executions by themselves. */
function checkRequest(request: unknown): { readonly manifest?: ManifestPointer; readonly prefix?: string } {
  const { manifest, prefix } = (request ?? {}) as { manifest?: unknown; prefix?: unknown };
  const isPrefix = typeof prefix === 'string' && prefix.startsWith('batch/');
  if (manifest === undefined && isPrefix) return { prefix };
  if (prefix === undefined && isPointer(manifest)) return { manifest };
  throw new BatchRefused(
    'MalformedBatchRequest',
    'the input must be {"manifest": {"bucket", "key", "versionId"?, "inputType"?: "CSV" | "JSONL"}} or {"prefix": "batch/…"}, either with a "batchId"',
  );
}

function isPointer(value: unknown): value is ManifestPointer {
  if (typeof value !== 'object' || value === null) return false;
  const { bucket, key, versionId, inputType } = value as Record<string, unknown>;
  const isNamedObject = typeof bucket === 'string' && typeof key === 'string';
  const isVersion = versionId === undefined || typeof versionId === 'string';
  return isNamedObject && isVersion && (inputType === undefined || inputType === 'CSV' || inputType === 'JSONL');
}

async function* manifestRows(
  manifest: ManifestPointer,
  dependencies: PrepareBatchDependencies,
): AsyncIterable<BatchRow> {
  const read = readers[inputTypeOf(manifest)];
  yield* read(await openManifest(manifest, dependencies), dependencies.documentsBucketName);
}

const readers = { CSV: csvRows, JSONL: jsonRows } as const;

function inputTypeOf({ key, inputType }: ManifestPointer): 'CSV' | 'JSONL' {
  if (inputType !== undefined) return inputType;
  if (/\.csv$/i.test(key)) return 'CSV';
  if (/\.(jsonl|ndjson)$/i.test(key)) return 'JSONL';
  throw new BatchRefused(
    'UnreadableManifest',
    `${key} ends neither in .csv nor in .jsonl: say what it is with "inputType"`,
  );
}

async function openManifest(
  { bucket, key, versionId }: ManifestPointer,
  { s3 }: PrepareBatchDependencies,
): Promise<AsyncIterable<Uint8Array>> {
  try {
    return bodyChunks(await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })));
  } catch (error) {
    if (!isNamed(error, 'NoSuchKey', 'NoSuchVersion', 'NoSuchBucket', 'NotFound')) throw error;
    throw new BatchRefused(
      'UnreadableManifest',
      `there is no manifest s3://${bucket}/${key}: ${(error as Error).message}`,
    );
  }
}
