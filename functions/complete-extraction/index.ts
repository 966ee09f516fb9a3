import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { TextractClient } from '@aws-sdk/client-textract';
import { modelInput } from '../shared/extraction/model-input';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import {
  type CompleteExtractionDependencies,
  completeExtraction,
  documentOf,
  type NoticeEvent,
} from './complete-extraction';

const log = new Logger();
const dependencies: CompleteExtractionDependencies = {
  log,
  textract: new TextractClient(clientSettings),
  states: new SFNClient(clientSettings),
  results: {
    s3: new S3Client(clientSettings),
    bucketName: requiredVariable(process.env, 'RESULTS_BUCKET_NAME'),
    forModel: modelInput(process.env),
  },
  callbacks: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'CALLBACKS_TABLE_NAME'),
  },
};

/**
 * Called by the topic of Textract's notices.
 *
 * Needs: s3:GetObject, PutObject on the results and s3:ListBucket on their bucket; dynamodb:GetItem on the callbacks;
 * textract:GetDocumentTextDetection (why a job failed); states:SendTaskSuccess, SendTaskFailure.
 */
export const handler = loggedHandler(
  log,
  (event: Partial<NoticeEvent>) => ({ documentId: documentOf(event) }),
  (event) => completeExtraction(event, dependencies),
);
