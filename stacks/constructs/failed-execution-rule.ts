import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { Construct } from 'constructs';
import { allow } from '../policy';
import { sendFailedEvents } from '../statements';
import { AnswersToEvents } from './answers-to-events';
import type { DeadLetters } from './dead-letters';
import type { Ledger } from './ledger';
import { PipelineFunction } from './pipeline-function';
import type { StackSettings } from './stack-settings';

/** Whose failures are recorded, and where. */
export interface FailedExecutionRuleOptions {
  readonly settings: StackSettings;
  /**
   * Names of the Standard state machines, without the environment: a reference would make a cycle with their functions.
   */
  readonly machines: readonly string[];
  /** The one of them that batches start for their documents. */
  readonly documentPipeline: string;
  readonly ledger: Ledger;
  readonly deadLetters: DeadLetters;
}

/**
 * Handles what no catcher sees (States.Runtime, States.DataLimitExceeded, an execution's timeout, a person's abort):
 * every execution that failed, and every child of a Map of these machines, is passed to record-failed-execution.
 */
export class FailedExecutionRule extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly options: FailedExecutionRuleOptions,
  ) {
    super(scope, id);
    const recordFailedExecution = this.recordFailedExecution();
    const rule = this.rule();
    this.bring(rule, recordFailedExecution);
  }

  private recordFailedExecution(): PipelineFunction {
    const { settings, machines, documentPipeline, ledger, deadLetters } = this.options;
    const { target } = settings;
    const executions = machines.flatMap((name) =>
      [':', '/'].map((next) => target.arnOf('states', `execution:${target.nameOf(name)}${next}*`)),
    );
    return new PipelineFunction(new Construct(this, 'function'), 'record-failed-execution', settings, {
      memoryMegabytes: 256,
      timeoutSeconds: 60,
      environment: {
        LEDGER_TABLE_NAME: ledger.documents.name,
        DEAD_LETTER_QUEUE_URL: deadLetters.documents.url,
        DOCUMENT_PIPELINE_NAME: target.nameOf(documentPipeline),
      },
      may: [
        allow('LookAtTheExecution', ['states:DescribeExecution'], executions),
        allow('MarkTheDocument', ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ledger.documents.arn),
        allow('WriteTheDeadLetter', ['sqs:SendMessage'], deadLetters.documents.arn),
        sendFailedEvents(deadLetters.undelivered),
      ],
    });
  }

  private rule(): CloudwatchEventRule {
    const { settings, machines } = this.options;
    const { target } = settings;
    const id = this.node.id;
    const stateMachineArns = machines.map((name) => target.stateMachineArn(name));
    return new CloudwatchEventRule(this, `rule:${id}`, {
      name: target.nameOf(id),
      description: 'Records executions that ended without success',
      eventPattern: JSON.stringify({
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
          stateMachineArn: stateMachineArns.flatMap((arn) => [arn, { prefix: `${arn}/` }]),
        },
      }),
    });
  }

  private bring(rule: CloudwatchEventRule, recordFailedExecution: PipelineFunction): void {
    const { deadLetters } = this.options;
    deadLetters.admit({ sid: 'FailuresThatWereNotRecorded', service: 'events.amazonaws.com', sourceArn: rule.arn });
    new CloudwatchEventTarget(this, `target:${this.node.id}`, {
      rule: rule.name,
      targetId: 'record-failed-execution',
      arn: recordFailedExecution.function.arn,
      retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: deadLetters.undelivered.arn },
    });
    new AnswersToEvents(this, 'record-failed-execution', {
      function: recordFailedExecution,
      service: 'events.amazonaws.com',
      sourceArn: rule.arn,
      failures: deadLetters.undelivered,
    });
  }
}
