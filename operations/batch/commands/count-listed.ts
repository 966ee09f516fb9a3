import { CannotRunError } from '@document-pipelines/local-aws/environment';
import { type AccountOptions, allPages, follow, isServiceError, textOfBody, withAccount } from '../../account';
import { isFolder, type ListedObject } from '../../ledger/evidence/object-versions';
import { measureDocuments } from '../plan/measure-documents';
import type { BatchSource } from '../source/batch-source';
import { manifestFormat, manifestRows } from '../source/manifest-rows';

/** Returns the number of documents under a prefix, or named by a manifest in a bucket. Throws CannotRunError. */
export async function countListed(
  source: Extract<BatchSource, { kind: 'prefix' | 'stored-manifest' }>,
  options: AccountOptions,
): Promise<{ readonly documents: number; readonly badRows: number }> {
  return withAccount('pipelines batch plan', options, async ({ call, names }) => {
    if (source.kind === 'prefix') {
      const listed = await allPages<ListedObject>(
        (from) => call('s3', 'ListObjectsV2', { Bucket: names.documentBucketName, Prefix: source.prefix, ...from }),
        ({ Contents: items }) => items,
        (answer) =>
          answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
      );
      const folders = listed.filter(isFolder).length;
      return { documents: listed.length - folders, badRows: folders };
    }
    const { bucket: Bucket, key: Key } = source;
    const { Body: body } = await call('s3', 'GetObject', { Bucket, Key }).catch((error: unknown) => {
      if (!isServiceError(error, 'NoSuchKey', 'NoSuchBucket')) throw error;
      throw new CannotRunError(`there is no manifest ${source.what}`);
    });
    const rows = manifestRows(await textOfBody(body), manifestFormat(Key) ?? 'JSONL');
    const { documents, badRows } = await measureDocuments({
      kind: 'manifest',
      what: '',
      format: 'JSONL',
      text: '',
      rows,
    });
    return { documents: documents.documents, badRows };
  });
}
