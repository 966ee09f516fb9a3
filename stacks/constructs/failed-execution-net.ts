import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import type { Place } from '../place';
import { AnswersToEvents } from './answers-to-events';
import type { DeadLetters } from './dead-letters';
import type { PipelineFunction } from './pipeline-function';

/** Whose failures are recorded by what. */
export interface FailedExecutionNetOptions {
  readonly place: Place;
  /** ARNs of the machines, composed from their names: a reference would make a cycle with their functions. */
  readonly stateMachineArns: readonly string[];
  readonly function: PipelineFunction;
  readonly deadLetters: DeadLetters;
}

/**
 * What no catcher sees (States.Runtime, States.DataLimitExceeded, an execution's timeout, a person's abort) is caught here:
 * every execution that ended badly, and every child of a Map of these machines, is handed to record-failed-execution.
 */
export class FailedExecutionNet extends Construct {
  constructor(scope: Construct, id: string, options: FailedExecutionNetOptions) {
    super(scope, id);
    const { place, deadLetters } = options;
    const rule = new CloudwatchEventRule(this, `rule:${id}`, {
      name: place.nameOf(id),
      description: 'Records executions that ended without success',
      eventPattern: JSON.stringify({
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: options.stateMachineArns.flatMap((arn) => [arn, { prefix: `${arn}/` }]),
        },
      }),
    });
    deadLetters.admit({ sid: 'FailuresThatWereNotRecorded', service: 'events.amazonaws.com', sourceArn: rule.arn });
    new CloudwatchEventTarget(this, `target:${id}`, {
      rule: rule.name,
      targetId: 'record-failed-execution',
      arn: options.function.function.arn,
      retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: deadLetters.undelivered.arn },
    });
    new AnswersToEvents(this, 'record-failed-execution', {
      function: options.function,
      service: 'events.amazonaws.com',
      sourceArn: rule.arn,
      failures: deadLetters.undelivered,
    });
  }
}
