import { DocumentRefused } from './document-refused';
import { errorName } from './error-name';

/** A version of an object. */
export interface ReadVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/**
 * Returns the refusal of a version that was deleted before it was read, or the error itself. Only with s3:ListBucket
 * does S3 report that it does not exist; for a delete marker it returns 405. A response to HEAD has no code, so its
 * status is used.
 */
export function refusalIfDeleted(error: unknown, { bucket, key, versionId }: ReadVersion): unknown {
  return isAboutMissingVersion(error)
    ? new DocumentRefused(
        'DocumentDeleted',
        `the object version was deleted before it was read: s3://${bucket}/${key}, version ${versionId}`,
      )
    : error;
}

const missing: ReadonlySet<string | undefined> = new Set([
  'NoSuchKey',
  'NoSuchVersion',
  'NotFound',
  'MethodNotAllowed',
]);

function isAboutMissingVersion(error: unknown): boolean {
  const name = errorName(error);
  if (missing.has(name)) return true;
  const status = (error as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata
    ?.httpStatusCode;
  return (status === 404 || status === 405) && name !== 'NoSuchBucket';
}
