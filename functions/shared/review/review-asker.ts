import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { clientSettings } from '../platform/client-settings';
import { type Environment, requiredVariable } from '../platform/environment';
import type { Log } from '../platform/log';
import type { ReviewAsker } from './ask-reviewer';

/**
 * Returns the asker of a function, from the variables that the stack's HumanReview sets for functions that ask people.
 *
 * Needs: dynamodb:GetItem, UpdateItem on the callbacks; dynamodb:PutItem on the audit table; scheduler:CreateSchedule
 * in the group of reminders and iam:PassRole on their role; sns:Publish on the topics of reviews and escalations;
 * states:SendTaskSuccess, SendTaskFailure.
 */
export function reviewAsker(environment: Environment, log: Log): ReviewAsker {
  const variable = (name: string): string => requiredVariable(environment, name);
  const dynamodb = new DynamoDBClient(clientSettings);
  return {
    log,
    states: new SFNClient(clientSettings),
    callbacks: { dynamodb, tableName: variable('CALLBACKS_TABLE_NAME') },
    audit: { dynamodb, tableName: variable('AUDIT_TABLE_NAME') },
    reminders: {
      scheduler: new SchedulerClient(clientSettings),
      groupName: variable('REMINDER_GROUP_NAME'),
      functionArn: variable('REMINDER_FUNCTION_ARN'),
      roleArn: variable('REMINDER_ROLE_ARN'),
      deadLetterArn: variable('REMINDER_DEAD_LETTER_ARN'),
      fractions: fractionsOf(variable('REMINDERS')),
    },
    topics: {
      sns: new SNSClient(clientSettings),
      reviewsArn: variable('REVIEW_TOPIC_ARN'),
      escalationsArn: variable('ESCALATION_TOPIC_ARN'),
    },
    reviewUrl: variable('REVIEW_URL'),
    now: Date.now,
  };
}

/** `0.5,0.9`, or `none`. Throws an Error that names the valid values of REMINDERS. */
function fractionsOf(text: string): readonly number[] {
  if (text === 'none') return [];
  const fractions = text.split(',').map(Number);
  if (fractions.every((fraction) => fraction > 0 && fraction < 1)) return fractions;
  throw new Error(`environment variable REMINDERS must be numbers between 0 and 1, or none; it is: ${text}`);
}
