import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { TextractClient } from '@aws-sdk/client-textract';
import { modelInput } from '../shared/extraction/model-input';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable, requiredWholeNumber } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type ExtractTextDependencies, type ExtractTextEvent, extractText } from './extract-text';

const log = new Logger();
const dependencies: ExtractTextDependencies = {
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
  notices: {
    topicArn: requiredVariable(process.env, 'TEXTRACT_TOPIC_ARN'),
    roleArn: requiredVariable(process.env, 'TEXTRACT_ROLE_ARN'),
  },
  syncMaxBytes: requiredWholeNumber(process.env, 'SYNC_MAX_BYTES'),
  now: Date.now,
};

/**
 * Called by ExtractText with a task token.
 *
 * Needs: s3:GetObject, GetObjectVersion on the document (Textract reads it with this role); s3:GetObject, PutObject on the
 * results (Textract writes there with this role) and s3:ListBucket on both buckets; dynamodb:GetItem, PutItem on the callbacks;
 * textract:DetectDocumentText, StartDocumentTextDetection, GetDocumentTextDetection; iam:PassRole on the notice role;
 * states:SendTaskSuccess, SendTaskFailure.
 */
export const handler = loggedHandler(
  log,
  ({ documentId, executionArn }: ExtractTextEvent) => ({ documentId, executionArn }),
  (event) => extractText(event, dependencies),
);
