import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { SchedulerScheduleGroup } from '@cdktf/provider-aws/lib/scheduler-schedule-group';
import { Construct } from 'constructs';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import { PipelineFunction } from '../../constructs/pipeline-function';
import type { StackSettings } from '../../constructs/stack-settings';
import { allow, policyDocument, type Statement, trustService } from '../../policy';
import { passRole, sendFailedEvents } from '../../statements';

/** The reminders of a review, and what sends them. */
export interface RemindersOptions {
  readonly settings: StackSettings;
  /** Fractions of a review's time, rising: at each of them people are reminded. */
  readonly reminders: readonly number[];
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
  readonly reviewUrl: string;
}

/**
 * The reminders: one-time schedules in a group of their own, each of which calls remind-reviewer with a role that
 * EventBridge Scheduler assumes for this group only.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export class Reminders extends Construct {
  readonly group: SchedulerScheduleGroup;
  readonly function: PipelineFunction;
  private readonly role: IamRole;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: RemindersOptions,
  ) {
    super(scope, id);
    this.group = new SchedulerScheduleGroup(this, 'group:reminders', {
      name: options.settings.target.nameOf('reminders'),
    });
    this.function = this.remindReviewer();
    this.role = this.schedulersRole();
  }

  /** Variables of a function that plans reminders. */
  get variables(): Readonly<Record<string, string>> {
    return {
      REMINDER_GROUP_NAME: this.group.name,
      REMINDER_FUNCTION_ARN: this.function.function.arn,
      REMINDER_ROLE_ARN: this.role.arn,
      REMINDER_DEAD_LETTER_ARN: this.options.deadLetters.undelivered.arn,
      REMINDERS: this.options.reminders.join(',') || 'none',
    };
  }

  get mayPlan(): readonly Statement[] {
    return [
      allow('PlanReminders', ['scheduler:CreateSchedule'], this.schedules),
      passRole('LetTheSchedulerRemind', 'scheduler.amazonaws.com', this.role.arn),
    ];
  }

  get mayTakeBack(): Statement {
    return allow('TakeRemindersBack', ['scheduler:DeleteSchedule'], this.schedules);
  }

  private get schedules(): string {
    return this.options.settings.target.arnOf('scheduler', `schedule/${this.group.name}/*`);
  }

  private remindReviewer(): PipelineFunction {
    const { settings, ledger, notifications, deadLetters, reviewUrl } = this.options;
    const remindReviewer = new PipelineFunction(this, 'remind-reviewer', settings, {
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      environment: {
        CALLBACKS_TABLE_NAME: ledger.callbacks.name,
        REVIEW_TOPIC_ARN: notifications.reviews.arn,
        REVIEW_URL: reviewUrl,
      },
      may: [
        allow('ReadTheReview', ['dynamodb:GetItem'], ledger.callbacks.arn),
        allow('RemindPeople', ['sns:Publish'], notifications.reviews.arn),
        sendFailedEvents(deadLetters.undelivered),
      ],
    });
    new LambdaFunctionEventInvokeConfig(this, 'events:remind-reviewer', {
      functionName: remindReviewer.function.functionName,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 3600,
      destinationConfig: { onFailure: { destination: deadLetters.undelivered.arn } },
    });
    return remindReviewer;
  }

  /** Scheduler writes its dead letters with the same role, so that the queue's own policy need not allow it. */
  private schedulersRole(): IamRole {
    const { settings, deadLetters } = this.options;
    const { target } = settings;
    const role = new IamRole(this, 'role:reminders', {
      name: target.roleNameOf('reminders'),
      assumeRolePolicy: trustService(target, 'scheduler.amazonaws.com', this.group.arn),
    });
    new IamRolePolicy(this, 'policy:reminders', {
      name: 'reminders',
      role: role.id,
      policy: policyDocument([
        allow('CallRemindReviewer', ['lambda:InvokeFunction'], this.function.function.arn),
        allow('LeaveWhatWasNotDelivered', ['sqs:SendMessage'], deadLetters.undelivered.arn),
      ]),
    });
    return role;
  }
}
