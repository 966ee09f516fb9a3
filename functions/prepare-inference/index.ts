import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { redactedKinds } from '../shared/extraction/model-input';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable, requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type PrepareInferenceDependencies, type PrepareInferenceEvent, prepareInference } from './prepare-inference';

const log = new Logger();
const dependencies: PrepareInferenceDependencies = {
  log,
  results: { s3: new S3Client(clientSettings), bucketName: requiredVariable(process.env, 'RESULTS_BUCKET_NAME') },
  redactedKinds: redactedKinds(process.env),
  bounds: {
    minRecords: requiredWholeNumber(process.env, 'MIN_RECORDS'),
    maxRecords: requiredWholeNumber(process.env, 'MAX_RECORDS'),
    maxRecordsPerFile: requiredWholeNumber(process.env, 'MAX_RECORDS_PER_FILE'),
    maxBytesPerFile: requiredWholeNumber(process.env, 'MAX_BYTES_PER_FILE'),
    maxTextBytes: requiredWholeNumber(process.env, 'MAX_TEXT_BYTES'),
  },
};

/**
 * Called by PrepareInference.
 *
 * Needs: s3:GetObject on the results (manifests and texts), s3:PutObject on `inference/*` of them, s3:ListBucket on the bucket.
 */
export const handler = loggedHandler(
  log,
  ({ name, executionArn }: PrepareInferenceEvent) => ({ inferenceName: name, executionArn }),
  (event) => prepareInference(event, dependencies),
);
