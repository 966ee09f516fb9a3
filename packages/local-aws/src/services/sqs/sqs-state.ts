import path from 'node:path';
import type { LocalAccount } from '../../local-account';
import { requiredText } from '../input';
import { ServiceError, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';
import { Queue } from './queue';

/** Options of SQS. */
export interface SqsOptions {
  readonly localAccount: LocalAccount;
  /** Origin that queue URLs begin with. */
  readonly endpointUrl: string;
  readonly clock: ServiceClock;
}

/** The queues, by name and by ARN. */
export class SqsState {
  private readonly queues = new Map<string, Queue>();

  constructor(readonly options: SqsOptions) {}

  create(name: string): Queue {
    const { localAccount, clock } = this.options;
    const queue =
      this.queues.get(name) ??
      new Queue(name, this.arnOf(name), clock.now(), path.join(localAccount.stateFolder, 'queues', name));
    this.queues.set(name, queue);
    return queue;
  }

  all(): readonly Queue[] {
    return [...this.queues.values()];
  }

  byName(name: string): Queue {
    const queue = this.queues.get(name);
    if (queue === undefined) throw new ServiceError('QueueDoesNotExist', `The specified queue does not exist: ${name}`);
    return queue;
  }

  byArn(arn: string): Queue | undefined {
    return this.all().find((queue) => queue.arn === arn);
  }

  /** Returns the queue that an input's QueueUrl names. The origin does not matter: a URL of an earlier start still leads to its queue. */
  queueOf(input: Shape): Queue {
    return this.byName(queueName(requiredText(input, 'QueueUrl')));
  }

  arnOf(name: string): string {
    const { partition, region, account } = this.options.localAccount;
    return `arn:${partition}:sqs:${region}:${account}:${name}`;
  }

  urlOf(name: string): string {
    return `${this.options.endpointUrl}/${this.options.localAccount.account}/${name}`;
  }
}

/** Returns the last part of a queue's URL. */
export function queueName(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
