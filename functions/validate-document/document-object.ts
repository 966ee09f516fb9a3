import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bodyBytes } from '../shared/platform/body';
import { type ReadVersion, refusalIfDeleted } from '../shared/platform/deleted-version';
import { namedByStatus } from '../shared/platform/named-by-status';

/** One version of one object. */
export type ObjectVersion = ReadVersion;

/** Bytes that are read piece by piece. */
export interface RangeSource {
  readonly sizeBytes: number;
  /** Returns bytes from `offset` on; fewer than `length` only at the end of the source. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes of one ranged request. Later reads nearby use the same block. */
const blockBytes = 64 * 1024;

/** Blocks kept, so that walking a file of 500 MB does not gather it in memory. */
const keptBlocks = 64;

/** Size of exactly this version, in bytes. */
export async function sizeOf(s3: Pick<S3Client, 'send'>, version: ObjectVersion): Promise<number> {
  const { bucket, key, versionId } = version;
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    return head.ContentLength ?? 0;
  } catch (error) {
    throw namedByStatus(refusalIfDeleted(error, version));
  }
}

/** Reads a version by ranged requests of whole blocks, the last ones kept. */
export function rangesOf(s3: Pick<S3Client, 'send'>, version: ObjectVersion, sizeBytes: number): RangeSource {
  const blocks = new Map<number, Uint8Array>();
  const blockAt = async (index: number): Promise<Uint8Array> => {
    const kept = blocks.get(index);
    if (kept !== undefined) return kept;
    const first = index * blockBytes;
    const bytes = await getBytes(s3, version, `bytes=${first}-${Math.min(first + blockBytes, sizeBytes) - 1}`);
    if (blocks.size >= keptBlocks) blocks.delete([...blocks.keys()][0] ?? index);
    blocks.set(index, bytes);
    return bytes;
  };
  return { sizeBytes, read: (offset, length) => readBlocks(blockAt, offset, Math.min(offset + length, sizeBytes)) };
}

async function readBlocks(
  blockAt: (index: number) => Promise<Uint8Array>,
  start: number,
  end: number,
): Promise<Uint8Array> {
  if (start < 0 || end <= start) return new Uint8Array(0);
  const result = new Uint8Array(end - start);
  for (let index = Math.floor(start / blockBytes); index * blockBytes < end; index += 1) {
    const block = await blockAt(index);
    const from = Math.max(start - index * blockBytes, 0);
    const piece = block.subarray(from, Math.min(end - index * blockBytes, block.length));
    result.set(piece, index * blockBytes + from - start);
  }
  return result;
}

/** The whole version in memory; for sizes up to a bound. */
export function wholeOf(s3: Pick<S3Client, 'send'>, version: ObjectVersion): Promise<Uint8Array> {
  return getBytes(s3, version, undefined);
}

async function getBytes(
  s3: Pick<S3Client, 'send'>,
  version: ObjectVersion,
  range: string | undefined,
): Promise<Uint8Array> {
  const { bucket, key, versionId } = version;
  const answer = await s3
    .send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        ...(range !== undefined && { Range: range }),
      }),
    )
    .catch((error: unknown) => Promise.reject(refusalIfDeleted(error, version)));
  return bodyBytes(answer);
}
