import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { PrepareBatchDependencies } from '../dependencies';
import { folderReason, isFolder } from './folder';
import { type BatchRow, badRow } from './row';

/**
 * Returns the current versions under a prefix of the documents bucket, with their version ids: one request per 1,000,
 * where HeadObject would need 1,000. Markers of folders (`…/`, 0 bytes), which consoles create, are bad rows.
 */
export async function* listedRows(prefix: string, dependencies: PrepareBatchDependencies): AsyncIterable<BatchRow> {
  const { s3, documentsBucketName: bucket } = dependencies;
  let marker: Pick<ListObjectVersionsCommandOutput, 'NextKeyMarker' | 'NextVersionIdMarker'> = {};
  do {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        KeyMarker: marker.NextKeyMarker,
        VersionIdMarker: marker.NextVersionIdMarker,
      }),
    );
    for (const { Key: key = '', VersionId: versionId = '', IsLatest, Size } of page.Versions ?? []) {
      if (IsLatest !== true) continue;
      if (isFolder({ key, sizeBytes: Size })) yield badRow(0, folderReason, key);
      else yield { kind: 'good', line: 0, item: { bucket, key, versionId } };
    }
    marker = page;
  } while (marker.NextKeyMarker !== undefined);
}
