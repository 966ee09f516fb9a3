import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import { answerHttp, type HttpDependencies } from './http/answer-http';
import { type HttpRequest, isHttpRequest } from './http/http-request';
import { reviewDecision } from './review-decision';

const log = new Logger();
const dynamodb = new DynamoDBClient(clientSettings);
const dependencies: HttpDependencies = {
  log,
  states: new SFNClient(clientSettings),
  callbacks: { dynamodb, tableName: requiredVariable(process.env, 'CALLBACKS_TABLE_NAME') },
  invoices: { dynamodb, tableName: requiredVariable(process.env, 'INVOICES_TABLE_NAME') },
  audit: { dynamodb, tableName: requiredVariable(process.env, 'AUDIT_TABLE_NAME') },
  reminders: {
    scheduler: new SchedulerClient(clientSettings),
    groupName: requiredVariable(process.env, 'REMINDER_GROUP_NAME'),
  },
  reviewerClaim: requiredVariable(process.env, 'REVIEWER_CLAIM'),
  now: Date.now,
};

/**
 * Called by the API of reviews (GET /reviews/{reviewId}, POST /reviews/{reviewId}/decision), and by operators directly with
 * {reviewId, decision: approve | correct | reject, reviewer, fields?, comment?}.
 *
 * Needs: dynamodb:GetItem, UpdateItem on the callbacks and the invoices; dynamodb:PutItem on the audit table; scheduler:DeleteSchedule in the
 * group of reminders; states:SendTaskSuccess, SendTaskFailure.
 */
export const handler = loggedHandler(
  log,
  (event: HttpRequest | { readonly reviewId?: string }) => ({
    reviewId: isHttpRequest(event) ? event.pathParameters?.['reviewId'] : event.reviewId,
  }),
  async (event) => (isHttpRequest(event) ? answerHttp(event, dependencies) : reviewDecision(event, dependencies)),
);
