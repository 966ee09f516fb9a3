import type { Delivery } from '../deliveries';
import type { Schedule } from './schedule';

/** What a delivery is created from. */
export interface DueSchedule {
  readonly schedule: Schedule;
  readonly groupArn: string;
  readonly account: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Returns the call of a due schedule, as its role; what cannot be delivered goes to its dead-letter queue using the same role.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function deliveryOf({ schedule, groupArn, account, now }: DueSchedule): Delivery {
  const { target } = schedule;
  const caller = { kind: 'role', roleArn: target.roleArn } as const;
  const attributes = { SCHEDULE_ARN: schedule.arn, TARGET_ARN: target.arn };
  return {
    id: `schedule_${schedule.groupName}_${schedule.name}_${schedule.createdAt}`,
    from: schedule.arn,
    to: target.arn,
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: target.arn, InvocationType: 'Event' },
    payload: target.input,
    caller,
    assume: {
      roleArn: target.roleArn,
      servicePrincipal: 'scheduler.amazonaws.com',
      conditionKeys: { 'aws:SourceArn': groupArn, 'aws:SourceAccount': account },
    },
    ...(target.deadLetterArn !== undefined && {
      deadLetter: { queueArn: target.deadLetterArn, caller, body: target.input, attributes },
    }),
    maximumRetryAttempts: target.maximumRetryAttempts,
    maximumAgeSeconds: target.maximumAgeSeconds,
    createdAt: now,
  };
}
