import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { PipelineFunction } from './pipeline-function';

/** The asynchronous caller of a function, and the destination of failed calls. */
export interface EventCaller {
  readonly function: PipelineFunction;
  /** Service principal, e.g. `sns.amazonaws.com`. */
  readonly service: string;
  /** ARN of the topic or rule, which holds the account too. */
  readonly sourceArn: string;
  /** Queue for events that the function could not handle in three attempts or six hours. Its role must be allowed to send there. */
  readonly failures: SqsQueue;
}

/**
 * Lets a service call a function for an event. It calls the function and not a published version: a version's ARN
 * changes with each deployment, and while a subscription is replaced, notices would be lost.
 */
export class AnswersToEvents extends Construct {
  constructor(scope: Construct, id: string, caller: EventCaller) {
    super(scope, id);
    const { functionName } = caller.function.function;
    new LambdaPermission(this, `permission:${id}`, {
      statementId: 'CalledForEvents',
      action: 'lambda:InvokeFunction',
      functionName,
      principal: caller.service,
      sourceArn: caller.sourceArn,
    });
    new LambdaFunctionEventInvokeConfig(this, `events:${id}`, {
      functionName,
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: 6 * 3600,
      destinationConfig: { onFailure: { destination: caller.failures.arn } },
    });
  }
}
