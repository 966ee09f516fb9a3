import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { PrepareBatchParts } from '../dependencies';
import { folderReason, isFolder } from './folder';
import { badRow, type Row } from './row';

/**
 * Returns the current versions under a prefix of the documents bucket, with their version ids: one request per 1,000,
 * where HeadObject would need 1,000. Markers of folders (`…/`, 0 bytes), which consoles create, are bad rows.
 */
export async function* listedRows(prefix: string, parts: PrepareBatchParts): AsyncIterable<Row> {
  const { s3, documentsBucketName: bucket } = parts;
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
