import { CannotRunError, type EnvironmentOptions } from '@document-pipelines/local-aws/environment';
import { withEnvironment } from '../../environment';
import { isFolder, type ListedObject } from '../../ledger/evidence/object-versions';
import { allPages, follow } from '../../ledger/evidence/pages';
import { isServiceError, textOfBody } from '../../ledger/ledger-client';
import { measureDocuments } from '../plan/measure-documents';
import type { BatchSource } from '../source/batch-source';
import { manifestFormat, manifestRows } from '../source/manifest-rows';

/** Returns the number of documents under a prefix, or named by a manifest in a bucket. Throws CannotRunError. */
export async function countListed(
  source: Extract<BatchSource, { kind: 'prefix' | 'stored-manifest' }>,
  options: EnvironmentOptions,
): Promise<{ readonly documents: number; readonly badRows: number }> {
  return withEnvironment({ ...options, command: 'pipelines batch plan' }, async ({ local, outputs }) => {
    const call = (operation: string, input: Readonly<Record<string, unknown>>) =>
      local.services.call('s3', operation, input, { kind: 'operator' });
    if (source.kind === 'prefix') {
      const listed = await allPages<ListedObject>(
        (from) => call('ListObjectsV2', { Bucket: outputs.documentBucketName, Prefix: source.prefix, ...from }),
        ({ Contents: items }) => items,
        (answer) =>
          answer['IsTruncated'] === true ? follow(answer, { ContinuationToken: 'NextContinuationToken' }) : undefined,
      );
      const folders = listed.filter(isFolder).length;
      return { documents: listed.length - folders, badRows: folders };
    }
    const { bucket: Bucket, key: Key } = source;
    const { Body: body } = await call('GetObject', { Bucket, Key }).catch((error: unknown) => {
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
