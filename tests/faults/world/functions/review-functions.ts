import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { remindReviewer } from '../../../../functions/remind-reviewer/remind-reviewer';
import { type RequestReviewEvent, requestReview } from '../../../../functions/request-review/request-review';
import { reviewDecision } from '../../../../functions/review-decision/review-decision';
import type { ReviewAsker } from '../../../../functions/shared/review/ask-reviewer';
import type { ReminderEvent } from '../../../../functions/shared/review/reminders';
import { names } from '../names';
import type { FunctionDependencies, FunctionUnderFault } from './functions';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const reviewUrl = 'https://reviews.example';

/** The client of EventBridge Scheduler, that the world uses. */
export type WorldScheduler = Pick<SchedulerClient, 'send'>;

/** The real code of the functions that request reviews, send reminders and accept decisions. */
export function reviewFunctions(scheduler: WorldScheduler): Readonly<Record<string, FunctionUnderFault>> {
  return {
    'request-review': (event, dependencies) =>
      requestReview(event as RequestReviewEvent, {
        ...reviewAskerOf(dependencies, scheduler),
        ledger: { dynamodb: dependencies.dynamodb, tableName: names.ledger },
      }),
    'review-decision': (event, dependencies) =>
      reviewDecision(event, {
        ...reviewAskerOf(dependencies, scheduler),
        invoices: { dynamodb: dependencies.dynamodb, tableName: names.invoices },
      }),
    'remind-reviewer': (event, { dynamodb, sns, now }) =>
      remindReviewer(event as ReminderEvent, {
        log,
        callbacks: { dynamodb, tableName: names.callbacks },
        topic: { sns, arn: names.reviews },
        reviewUrl,
        now,
      }),
  };
}

/** Returns the dependencies of functions that request reviews, with the clients of one invocation. */
export function reviewAskerOf(
  { states, dynamodb, sns, now, wired }: FunctionDependencies,
  scheduler: WorldScheduler,
): ReviewAsker {
  return {
    states,
    log,
    callbacks: { dynamodb, tableName: names.callbacks },
    audit: { dynamodb, tableName: names.audit },
    reminders: {
      scheduler: wired(scheduler),
      groupName: 'reminders',
      functionArn: `${names.functionPrefix}remind-reviewer`,
      roleArn: names.reminderRole,
      deadLetterArn: 'arn:aws:sqs:us-east-1:123456789012:undelivered',
      fractions: [0.5, 0.9],
    },
    topics: { sns, reviewsArn: names.reviews, escalationsArn: names.escalations },
    reviewUrl,
    now,
  };
}
