import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { clientSettings } from '../shared/platform/client-settings';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type EvaluateModelEvent, evaluateModel } from './evaluate-model';

const log = new Logger();
const s3 = new S3Client(clientSettings);

/**
 * Called by EvaluateModel when a customization job has been completed.
 *
 * Needs: s3:GetObject below `models/` of the results; s3:ListBucket on them, so that a missing file is NoSuchKey.
 */
export const handler = loggedHandler(
  log,
  ({ modelName, version, executionArn }: EvaluateModelEvent) => ({ modelName, version, executionArn }),
  (event) => evaluateModel(event, { s3, log }),
);
