import { Construct } from 'constructs';
import { PipelineFunction } from '../../constructs/pipeline-function';
import { allow } from '../../policy';
import { answerTasks } from '../../statements';
import type { Surroundings } from '../surroundings';

/** How people are asked, and how they answer: for every pipeline of an environment. */
export class HumanReview extends Construct {
  readonly requestReview: PipelineFunction;
  readonly reviewDecision: PipelineFunction;

  constructor(
    scope: Construct,
    id: string,
    private readonly surroundings: Surroundings,
  ) {
    super(scope, id);
    this.requestReview = this.asksAPerson();
    this.reviewDecision = this.takesDecisions();
  }

  private asksAPerson(): PipelineFunction {
    const { functions, ledger, notifications } = this.surroundings;
    return new PipelineFunction(this, 'request-review', functions, {
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      environment: {
        LEDGER_TABLE_NAME: ledger.documents.name,
        CALLBACKS_TABLE_NAME: ledger.callbacks.name,
        REVIEW_TOPIC_ARN: notifications.reviews.arn,
      },
      may: [
        allow('MarkTheDocument', ['dynamodb:UpdateItem'], ledger.documents.arn),
        allow('KeepTheTaskToken', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.callbacks.arn),
        allow('AskAPerson', ['sns:Publish'], notifications.reviews.arn),
        answerTasks,
      ],
    });
  }

  private takesDecisions(): PipelineFunction {
    const { functions, ledger } = this.surroundings;
    return new PipelineFunction(this, 'review-decision', functions, {
      memoryMegabytes: 256,
      timeoutSeconds: 30,
      environment: { CALLBACKS_TABLE_NAME: ledger.callbacks.name },
      may: [allow('KeepTheDecision', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.callbacks.arn), answerTasks],
    });
  }
}
