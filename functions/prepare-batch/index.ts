import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable, requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type PrepareBatchDependencies, type PrepareBatchEvent, prepareBatch } from './prepare-batch';

const log = new Logger();
const dependencies: PrepareBatchDependencies = {
  log,
  s3: new S3Client(clientSettings),
  documentsBucketName: requiredVariable(process.env, 'DOCUMENTS_BUCKET_NAME'),
  resultsBucketName: requiredVariable(process.env, 'RESULTS_BUCKET_NAME'),
  maxItems: requiredWholeNumber(process.env, 'MAX_ITEMS'),
  concurrency: requiredWholeNumber(process.env, 'HEAD_CONCURRENCY'),
};

/**
 * Called by PrepareBatch.
 *
 * Needs: s3:GetObject, GetObjectVersion on the documents and, for a manifest, on the results; s3:ListBucket on both buckets and
 * s3:ListBucketVersions on the documents'; s3:PutObject on `batches/*` of the results.
 */
export const handler = loggedHandler(
  log,
  ({ batchId, executionArn }: PrepareBatchEvent) => ({ batchId, executionArn }),
  (event) => prepareBatch(event, dependencies),
);
