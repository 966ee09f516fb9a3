import { Logger } from '@aws-lambda-powertools/logger';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../shared/platform/client-settings';
import { requiredVariable } from '../shared/platform/environment';
import { loggedHandler } from '../shared/platform/logged-handler';
import type { ReminderEvent } from '../shared/review/reminders';
import { type RemindReviewerDependencies, remindReviewer } from './remind-reviewer';

const log = new Logger();
const dependencies: RemindReviewerDependencies = {
  log,
  callbacks: {
    dynamodb: new DynamoDBClient(clientSettings),
    tableName: requiredVariable(process.env, 'CALLBACKS_TABLE_NAME'),
  },
  topic: { sns: new SNSClient(clientSettings), arn: requiredVariable(process.env, 'REVIEW_TOPIC_ARN') },
  reviewUrl: requiredVariable(process.env, 'REVIEW_URL'),
  now: Date.now,
};

/**
 * Called by EventBridge Scheduler, by the schedules that a request for a review plans.
 *
 * Needs: dynamodb:GetItem on the callbacks; sns:Publish on the topic of reviews.
 */
export const handler = loggedHandler(
  log,
  ({ reviewId, executionArn }: ReminderEvent) => ({ reviewId, executionArn }),
  (event) => remindReviewer(event, dependencies),
);
