import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { reviewAsker } from '../shared/review/review-asker';
import { type RequestReviewDependencies, type RequestReviewEvent, requestReview } from './request-review';

const log = new Logger();
const dependencies: RequestReviewDependencies = {
  ...reviewAsker(process.env, log),
  ledger: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'LEDGER_TABLE_NAME'),
  },
};

/**
 * Called by RequestReview and EscalateReview with a task token.
 *
 * Needs: the permissions of the review asker (shared/review/review-asker.ts); dynamodb:UpdateItem on the ledger.
 */
export const handler = loggedHandler(
  log,
  ({ documentId, executionArn }: RequestReviewEvent) => ({ documentId, executionArn }),
  (event) => requestReview(event, dependencies),
);
