import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { errorMessage, isNamed } from '../../shared/platform/error-name';
import { namedByStatus } from '../../shared/platform/named-by-status';
import type { PrepareBatchDependencies } from '../dependencies';
import { folderReason, isFolder } from './folder';
import { type BatchRow, badRow, type GoodRow, type RefusedRow, type ResolvedRow } from './row';

/**
 * Returns the rows in their order, each with the current version if it does not name one: HeadObject, `concurrency` at
 * a time. An object that does not exist, or that S3 does not return, is a bad row. A version that a row names is not
 * looked up: its execution reads it.
 */
export async function* resolveVersions(
  rows: AsyncIterable<BatchRow>,
  dependencies: PrepareBatchDependencies,
): AsyncIterable<ResolvedRow | RefusedRow> {
  const underway: Promise<ResolvedRow | RefusedRow>[] = [];
  for await (const row of rows) {
    underway.push(resolveVersion(row, dependencies));
    // A failure that is not awaited yet must not end the process; it is thrown when its turn comes.
    underway.at(-1)?.catch(() => undefined);
    if (underway.length >= dependencies.concurrency) yield (await underway.shift()) as ResolvedRow | RefusedRow;
  }
  for (const each of underway) yield await each;
}

async function resolveVersion(
  row: BatchRow,
  dependencies: PrepareBatchDependencies,
): Promise<ResolvedRow | RefusedRow> {
  if (row.kind === 'bad') return row;
  const { item } = row;
  if (item.versionId !== undefined) return { kind: 'resolved', item: { ...item, versionId: item.versionId } };
  return lookedUp(row, dependencies);
}

async function lookedUp({ line, item }: GoodRow, { s3 }: PrepareBatchDependencies): Promise<ResolvedRow | RefusedRow> {
  const refuse = (reason: string) => badRow(line, reason, JSON.stringify(item));
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: item.bucket, Key: item.key }));
    if (isFolder({ key: item.key, sizeBytes: head.ContentLength })) return refuse(folderReason);
    if (head.VersionId === undefined) return refuse('the object has no version: versioning is not on in its bucket');
    return { kind: 'resolved', item: { ...item, versionId: head.VersionId } };
  } catch (error) {
    if (isNamed(error, 'NotFound', 'NoSuchKey', '404')) return refuse('there is no such object');
    const named = namedByStatus(error);
    if (isNamed(named, 'BadRequest', 'AccessDenied', 'MethodNotAllowed')) return refuse(errorMessage(named));
    throw named;
  }
}
