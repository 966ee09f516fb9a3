import type { S3Client } from '@aws-sdk/client-s3';
import type { Log } from '../shared/platform/log';

/** The dependencies of prepare-batch. */
export interface PrepareBatchDependencies {
  readonly log: Log;
  readonly s3: Pick<S3Client, 'send'>;
  readonly documentsBucketName: string;
  readonly resultsBucketName: string;
  /** Most items of one batch; a larger one is rejected as a whole. */
  readonly maxItems: number;
  /** HeadObject requests at a time. */
  readonly concurrency: number;
}
