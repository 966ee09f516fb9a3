import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type RequestReviewEvent, type RequestReviewParts, requestReview } from './request-review';

const log = new Logger();
const dynamodb = new DynamoDBClient(clientSettings);
const parts: RequestReviewParts = {
  log,
  states: new SFNClient(clientSettings),
  callbacks: { dynamodb, tableName: requiredVariable(process.env, 'CALLBACKS_TABLE_NAME') },
  ledger: { dynamodb, tableName: requiredVariable(process.env, 'LEDGER_TABLE_NAME') },
  topic: { sns: new SNSClient(clientSettings), arn: requiredVariable(process.env, 'REVIEW_TOPIC_ARN') },
  now: Date.now,
};

/**
 * Called by RequestReview and EscalateReview with a task token.
 *
 * Needs: dynamodb:UpdateItem, GetItem on the callbacks; dynamodb:UpdateItem on the ledger; sns:Publish on the topic of
 * reviews; states:SendTaskSuccess, SendTaskFailure (a decision that is there already).
 */
export const handler = loggedHandler(
  log,
  ({ documentId, executionArn }: RequestReviewEvent) => ({ documentId, executionArn }),
  (event) => requestReview(event, parts),
);
