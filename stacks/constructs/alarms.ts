import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import type { Environment } from '../../environments';
import type { DeploymentTarget } from '../deployment-target';
import { literal } from '../literal';
import type { DeadLetters } from './dead-letters';
import type { DefinitionMachine } from './definition-machine';
import { type AlarmNeeds, type AlarmSettings, createAlarm, type Metric } from './metric-alarm';
import type { Notifications } from './notifications';
import type { PipelineFunction } from './pipeline-function';

/** What is watched, and who is notified. */
export interface AlarmsOptions {
  readonly target: DeploymentTarget;
  readonly receivers: Environment['alarms'];
  readonly notifications: Notifications;
  readonly machines: readonly DefinitionMachine[];
  readonly deadLetters: DeadLetters;
  readonly functions: readonly PipelineFunction[];
  /** Responses 5xx of each API, and the command that shows its work. */
  readonly apis: Readonly<Record<string, { readonly failures: Metric; readonly command: string }>>;
  /** Absent if people are not reminded of reviews: then nothing measures how long they wait. */
  readonly longReview: { readonly waitedSeconds: Metric; readonly thresholdSeconds: number } | undefined;
}

/**
 * Alarms for everything that ends badly or does not go on, and who receives them (docs/alarms.md).
 *
 * CloudWatch charges for each metric of an alarm. So errors of a function that a state machine calls are not watched:
 * its definition retries and catches them, and what is left is a failed execution, which has its alarm.
 */
export class Alarms extends Construct {
  private readonly at: AlarmSettings;

  constructor(
    scope: Construct,
    id: string,
    private readonly options: AlarmsOptions,
  ) {
    super(scope, id);
    const { target, machines, deadLetters } = options;
    this.at = { scope: this, target, topicArns: this.topicArns() };
    for (const machine of machines) this.watchExecutions(machine);
    this.watchThrottledExecutions();
    this.watchQueue('dead-letters', deadLetters.documents, lettersAndStory);
    this.watchQueue('undelivered', deadLetters.undelivered, { command: 'ledger reconcile' });
    this.watchFunctions();
    this.watchApis();
    this.watchReviews();
  }

  private topicArns(): readonly string[] {
    const { receivers: { email, topicArn } = {}, notifications } = this.options;
    const { arn } = notifications.alarms;
    if (email !== undefined) {
      const endpoint = literal(email);
      new SnsTopicSubscription(this, 'subscription:alarms', { topicArn: arn, protocol: 'email', endpoint });
    }
    return [arn, ...(topicArn === undefined ? [] : [topicArn])];
  }

  /** An Express execution leaves no dead letter: its caller has received the error. */
  private watchExecutions({ node, stateMachine, type }: DefinitionMachine): void {
    const commands = type === 'STANDARD' ? lettersAndStory : { command: 'status' };
    for (const [ending, verb] of Object.entries({ Failed: 'failed', TimedOut: 'timed out', Aborted: 'was stopped' })) {
      createAlarm(this.at, {
        name: `${node.id}-${ending.toLowerCase()}`,
        description: `An execution of ${node.id} ${verb}.`,
        ...commands,
        metrics: [executionMetric(`Executions${ending}`, stateMachine.arn)],
      });
    }
  }

  /** Express executions have no quota of transitions. A short burst only delays. */
  private watchThrottledExecutions(): void {
    const standard = this.options.machines.filter(({ type }) => type === 'STANDARD');
    createAlarm(this.at, {
      name: 'executions-throttled',
      description: 'Step Functions has delayed executions for 15 minutes: they need more transitions than the quota.',
      command: 'status',
      metrics: standard.map(({ stateMachine }) => executionMetric('ExecutionThrottled', stateMachine.arn)),
      periods: 3,
    });
  }

  /** The second alarm is for messages that are forgotten: after 14 days SQS deletes them. */
  private watchQueue(name: string, queue: SqsQueue, commands: Pick<AlarmNeeds, 'command' | 'then'>): void {
    const metric = (metricName: string): Metric => ({
      namespace: 'AWS/SQS',
      metricName,
      statistic: 'Maximum',
      dimensions: { QueueName: queue.name },
    });
    createAlarm(this.at, {
      name,
      description: `The queue ${name} has a message.`,
      ...commands,
      metrics: [metric('ApproximateNumberOfMessagesVisible')],
    });
    createAlarm(this.at, {
      name: `${name}-age`,
      description: `A message has been in the queue ${name} for more than ${maxLetterDays} days; SQS deletes it after 14.`,
      ...commands,
      metrics: [metric('ApproximateAgeOfOldestMessage')],
      threshold: maxLetterDays * 24 * 3600,
    });
  }

  /** Retries outlast throttles for hours, so that only this alarm shows them. */
  private watchFunctions(): void {
    const { functions, machines } = this.options;
    const uncalled = functions.filter((each) => !machines.some((machine) => machine.calls(each)));
    createAlarm(this.at, {
      name: 'function-errors',
      description: `A function that no state machine calls failed: ${uncalled.map(({ node }) => node.id).join(', ')}.`,
      command: 'ledger reconcile',
      metrics: uncalled.map((each) => functionMetric('Errors', each)),
    });
    createAlarm(this.at, {
      name: 'functions-throttled',
      description: "Lambda has throttled functions for 15 minutes: the account's concurrency is used up, or theirs.",
      command: 'status',
      metrics: functions.map((each) => functionMetric('Throttles', each)),
      periods: 3,
    });
  }

  private watchApis(): void {
    for (const [name, { failures, command }] of Object.entries(this.options.apis)) {
      createAlarm(this.at, {
        name: `${name}-5xx`,
        description: `The API ${name} returned a status of 500 or more.`,
        command,
        metrics: [failures],
      });
    }
  }

  private watchReviews(): void {
    const { longReview } = this.options;
    if (longReview === undefined) return;
    createAlarm(this.at, {
      name: 'reviews-age',
      description: 'A review still waits for a person after its last reminder.',
      command: 'review',
      metrics: [longReview.waitedSeconds],
      threshold: longReview.thresholdSeconds,
    });
  }
}

/** The dead letters name what failed, and the story of one of them how it came about. */
const lettersAndStory = { command: 'ledger letters', then: 'trace ID' } as const;

/** A weekend: 11 days are left to redrive. */
const maxLetterDays = 3;

function executionMetric(metricName: string, StateMachineArn: string): Metric {
  return { namespace: 'AWS/States', metricName, statistic: 'Sum', dimensions: { StateMachineArn } };
}

function functionMetric(metricName: string, { function: { functionName } }: PipelineFunction): Metric {
  return { namespace: 'AWS/Lambda', metricName, statistic: 'Sum', dimensions: { FunctionName: functionName } };
}
