import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { allowService, denyWithoutTls, policyDocument, type Statement } from '../policy';
import type { PrivateBucketOptions } from './private-bucket';

/**
 * Two queues that keep 14 days, SQS's maximum. `dead-letters`: failed documents, each with its state, error and
 * checkpoint; written by the state machine and by record-failed-execution with their roles. `undelivered`: events,
 * notices and asynchronous calls that could not be delivered, in the format of the delivering service. Their messages
 * differ, and a redrive of documents reads only the first queue.
 */
export class DeadLetters extends Construct {
  readonly documents: SqsQueue;
  readonly undelivered: SqsQueue;
  private readonly deliverers: Statement[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly options: PrivateBucketOptions,
  ) {
    super(scope, id);
    this.documents = this.queue('dead-letters', options.protectData);
    this.undelivered = this.queue('undelivered', options.protectData);
    this.policy('dead-letters', this.documents, () => []);
    this.policy('undelivered', this.undelivered, () => this.deliverers);
  }

  /** Lets a service write to `undelivered` what it could not deliver. Without this it would be dropped silently. */
  admit(deliverer: { sid: string; service: string; sourceArn: string }): void {
    const delivery = { ...deliverer, actions: ['sqs:SendMessage'], resource: this.undelivered.arn };
    this.deliverers.push(allowService(delivery));
  }

  /** SSE-SQS: services deliver to it without permissions for a key, which alias/aws/sqs would not grant them. */
  private queue(name: string, preventDestroy: boolean): SqsQueue {
    return new SqsQueue(this, `queue:${name}`, {
      name: this.options.target.nameOf(name),
      messageRetentionSeconds: 14 * 24 * 3600,
      sqsManagedSseEnabled: true,
      lifecycle: { preventDestroy },
    });
  }

  private policy(name: string, queue: SqsQueue, statements: () => readonly Statement[]): void {
    const produce = () => policyDocument([denyWithoutTls('sqs:*', queue.arn), ...statements()]);
    new SqsQueuePolicy(this, `policy:${name}`, { queueUrl: queue.id, policy: Lazy.stringValue({ produce }) });
  }
}
