import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type JoinInferenceDependencies, type JoinInferenceEvent, joinInference } from './join-inference';

const log = new Logger();
const dependencies: JoinInferenceDependencies = {
  log,
  results: { s3: new S3Client(clientSettings), bucketName: requiredVariable(process.env, 'RESULTS_BUCKET_NAME') },
};

/**
 * Called by JoinInference.
 *
 * Needs: s3:GetObject, PutObject on the results and s3:ListBucket on their bucket.
 */
export const handler = loggedHandler(
  log,
  ({ name, executionArn }: JoinInferenceEvent) => ({ inferenceName: name, executionArn }),
  (event) => joinInference(event, dependencies),
);
