import { createHash } from 'node:crypto';
import { CreateScheduleCommand, DeleteScheduleCommand, type SchedulerClient } from '@aws-sdk/client-scheduler';
import { errorName, isNamed } from '../platform/error-name';
import type { Log } from '../platform/log';
import type { Review } from './review';

/** Where schedules are. */
export interface ScheduleGroup {
  readonly scheduler: Pick<SchedulerClient, 'send'>;
  readonly groupName: string;
}

/** How people are reminded. */
export interface Reminders extends ScheduleGroup {
  /** remind-reviewer: the function itself, as a published version may be gone when a reminder is due. */
  readonly functionArn: string;
  /** The role that EventBridge Scheduler uses to call it. */
  readonly roleArn: string;
  /** Queue for reminders that could not be delivered. */
  readonly deadLetterArn: string;
  /** When, as fractions of the time for an answer: 0.5 is half of it. Above 0, below 1. */
  readonly fractions: readonly number[];
}

/** The subject of a reminder: another execution, or another round, is another reminder. */
export type RemindedReview = Pick<Review, 'reviewId' | 'executionArn' | 'round'>;

/** The event of remind-reviewer. It holds no token. */
export interface ReminderEvent extends RemindedReview {
  /** From 1. */
  readonly reminder: number;
  /** Time since the first request, earlier rounds included, at which it is due. Schedules of older deployments have none. */
  readonly waitedSeconds?: number;
}

/** Name of a schedule, at most 64 characters: a repeat names the same one. */
export function reminderName({ reviewId, executionArn, round, reminder }: ReminderEvent): string {
  const whose = digest(`${reviewId} ${executionArn}`).slice(0, 12);
  return `${reviewId.slice(0, 40)}-${whose}-${round}-${reminder}`;
}

/**
 * Plans the reminders of a review: one-time schedules that delete themselves. An existing one is not changed. AWS:
 * CreateSchedule; `at()` in UTC, to the second.
 */
export async function planReminders(
  review: RemindedReview & { readonly timeoutSeconds: number },
  reminders: Reminders,
  nowMilliseconds: number,
): Promise<void> {
  const { reviewId, executionArn, round, timeoutSeconds } = review;
  for (const [index, fraction] of reminders.fractions.entries()) {
    const at = new Date(nowMilliseconds + fraction * timeoutSeconds * 1000).toISOString().slice(0, 19);
    const waitedSeconds = Math.round((round - 1 + fraction) * timeoutSeconds);
    const event = { reviewId, executionArn, round, reminder: index + 1, waitedSeconds };
    await createSchedule(event, `at(${at})`, reminders);
  }
}

/**
 * Deletes the reminders of a decided review. Errors are only logged: a reminder that still comes finds the decision and
 * does not send a notice.
 */
export async function cancelReminders(review: Review, group: ScheduleGroup, log: Log): Promise<void> {
  const { reviewId, executionArn, round } = review;
  for (let reminder = 1; reminder <= review.reminders; reminder += 1) {
    const Name = reminderName({ reviewId, executionArn, round, reminder });
    try {
      await group.scheduler.send(new DeleteScheduleCommand({ Name, GroupName: group.groupName }));
    } catch (error) {
      if (isNamed(error, 'ResourceNotFoundException')) continue;
      log.warn('a reminder could not be taken back', { reviewId, reminder, errorName: errorName(error) });
    }
  }
}

async function createSchedule(event: ReminderEvent, expression: string, reminders: Reminders): Promise<void> {
  const Name = reminderName(event);
  const command = new CreateScheduleCommand({
    Name,
    GroupName: reminders.groupName,
    ClientToken: digest(`${Name} ${expression}`),
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      Arn: reminders.functionArn,
      RoleArn: reminders.roleArn,
      Input: JSON.stringify(event),
      RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
      DeadLetterConfig: { Arn: reminders.deadLetterArn },
    },
  });
  try {
    await reminders.scheduler.send(command);
  } catch (error) {
    if (!isNamed(error, 'ConflictException')) throw error;
  }
}

/** SHA-256, 64 hex digits. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
