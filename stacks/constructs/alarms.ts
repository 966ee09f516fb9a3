import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { DeploymentTarget } from '../deployment-target';
import type { DefinitionMachine } from './definition-machine';

/** What is watched, and the topic that is notified. */
export interface AlarmsOptions {
  readonly target: DeploymentTarget;
  readonly topic: SnsTopic;
  readonly machines: readonly DefinitionMachine[];
  readonly queues: Readonly<Record<string, SqsQueue>>;
}

/** Alarms if an execution fails, times out or is aborted, and as long as a message is in a dead-letter queue. */
export class Alarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly options: AlarmsOptions,
  ) {
    super(scope, id);
    for (const machine of options.machines) this.watch(machine);
    for (const [name, queue] of Object.entries(options.queues)) {
      this.alarm(name, {
        namespace: 'AWS/SQS',
        metricName: 'ApproximateNumberOfMessagesVisible',
        statistic: 'Maximum',
        dimensions: { QueueName: queue.name },
      });
    }
  }

  private watch({ node, stateMachine }: DefinitionMachine): void {
    for (const ending of ['Failed', 'TimedOut', 'Aborted']) {
      this.alarm(`${node.id}-${ending.toLowerCase()}`, {
        namespace: 'AWS/States',
        metricName: `Executions${ending}`,
        statistic: 'Sum',
        dimensions: { StateMachineArn: stateMachine.arn },
      });
    }
  }

  private alarm(
    name: string,
    metric: { namespace: string; metricName: string; statistic: string; dimensions: Record<string, string> },
  ): void {
    new CloudwatchMetricAlarm(this, `alarm:${name}`, {
      alarmName: this.options.target.nameOf(name),
      ...metric,
      period: 300,
      evaluationPeriods: 1,
      comparisonOperator: 'GreaterThanThreshold',
      threshold: 0,
      treatMissingData: 'notBreaching',
      alarmActions: [this.options.topic.arn],
    });
  }
}
