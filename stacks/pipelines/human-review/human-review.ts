import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { Ledger } from '../../constructs/ledger';
import type { Notifications } from '../../constructs/notifications';
import { type FunctionNeeds, PipelineFunction } from '../../constructs/pipeline-function';
import type { StackSettings } from '../../constructs/stack-settings';
import { literal } from '../../literal';
import { allow } from '../../policy';
import { answerTasks } from '../../statements';
import { Audit } from './audit';
import { LongReview } from './long-review';
import { Reminders } from './reminders';
import { ReviewApi } from './review-api';

/** The options of reviews. */
export interface HumanReviewOptions {
  readonly settings: StackSettings;
  readonly environment: Environment;
  readonly ledger: Ledger;
  readonly notifications: Notifications;
  readonly deadLetters: DeadLetters;
}

/** How people are asked, and how they answer: for every pipeline of an environment. */
export class HumanReview extends Construct {
  readonly api: ReviewApi;
  readonly requestReview: PipelineFunction;
  readonly reviewDecision: PipelineFunction;
  /** Absent without reminders. */
  readonly longReview: LongReview | undefined;
  private readonly audit: Audit;
  private readonly reviewUrl: string;
  readonly reminders: Reminders;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: HumanReviewOptions,
  ) {
    super(scope, id);
    const { settings, environment, ledger, notifications, deadLetters } = options;
    const { target } = settings;
    this.audit = new Audit(this, 'audit', { target, protectData: environment.protectData });
    this.api = new ReviewApi(this, 'review-api', { target, environment });
    this.reviewUrl = environment.review.url === undefined ? this.api.endpoint : literal(environment.review.url);
    this.reminders = new Reminders(this, 'reminders', {
      settings,
      reminders: environment.review.reminders,
      ledger,
      notifications,
      deadLetters,
      reviewUrl: this.reviewUrl,
    });
    this.requestReview = this.asksAPerson();
    this.reviewDecision = this.takesDecisions();
    this.api.answeredBy(this.reviewDecision);
    this.longReview = this.measuresLongReviews();
  }

  /** Returns the settings of a function that asks people by functions/shared/review: its variables and permissions. */
  get whatAskersNeed(): Pick<FunctionNeeds, 'environment' | 'may'> {
    const { ledger, notifications } = this.options;
    return {
      environment: {
        CALLBACKS_TABLE_NAME: ledger.callbacks.name,
        AUDIT_TABLE_NAME: this.audit.table.name,
        REVIEW_TOPIC_ARN: notifications.reviews.arn,
        ESCALATION_TOPIC_ARN: notifications.escalations.arn,
        REVIEW_URL: this.reviewUrl,
        ...this.reminders.variables,
      },
      may: [
        allow('KeepTheTaskToken', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.callbacks.arn),
        this.audit.mayAdd,
        ...this.reminders.mayPlan,
        allow('AskAPerson', ['sns:Publish'], [notifications.reviews.arn, notifications.escalations.arn]),
        answerTasks,
      ],
    };
  }

  private measuresLongReviews(): LongReview | undefined {
    const { reminders, timeoutSeconds } = this.options.environment.review;
    const lastReminder = reminders.at(-1);
    if (lastReminder === undefined) return undefined;
    const { target } = this.options.settings;
    const { logGroup } = this.reminders.function;
    return new LongReview(this, 'review-waited', { target, logGroup, timeoutSeconds, lastReminder });
  }

  private asksAPerson(): PipelineFunction {
    const { settings, ledger } = this.options;
    const { environment, may } = this.whatAskersNeed;
    return new PipelineFunction(this, 'request-review', settings, {
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      environment: { ...environment, LEDGER_TABLE_NAME: ledger.documents.name },
      may: [...may, allow('MarkTheDocument', ['dynamodb:UpdateItem'], ledger.documents.arn)],
    });
  }

  private takesDecisions(): PipelineFunction {
    const { settings, environment, ledger } = this.options;
    return new PipelineFunction(this, 'review-decision', settings, {
      memoryMegabytes: 256,
      timeoutSeconds: 28,
      environment: {
        CALLBACKS_TABLE_NAME: ledger.callbacks.name,
        INVOICES_TABLE_NAME: ledger.invoices.name,
        AUDIT_TABLE_NAME: this.audit.table.name,
        REMINDER_GROUP_NAME: this.reminders.group.name,
        REVIEWER_CLAIM: literal(environment.review.jwt?.reviewerClaim ?? 'sub'),
      },
      may: [
        allow('KeepTheDecision', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.callbacks.arn),
        allow('FindTheEarlierInvoice', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.invoices.arn),
        this.audit.mayAdd,
        this.reminders.mayTakeBack,
        answerTasks,
      ],
    });
  }
}
