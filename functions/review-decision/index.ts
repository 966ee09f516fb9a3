import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { type ReviewDecisionParts, reviewDecision } from './review-decision';

const log = new Logger();
const parts: ReviewDecisionParts = {
  log,
  states: new SFNClient(clientSettings),
  callbacks: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'CALLBACKS_TABLE_NAME'),
  },
  now: Date.now,
};

/**
 * Called by whoever reviews, with {reviewId, decision: approve | correct | reject, reviewer, fields?, comment?}.
 *
 * Needs: dynamodb:GetItem, UpdateItem on the callbacks; states:SendTaskSuccess, SendTaskFailure.
 */
export const handler = loggedHandler(
  log,
  (event: { readonly reviewId?: string }) => ({ reviewId: event.reviewId }),
  (event) => reviewDecision(event, parts),
);
