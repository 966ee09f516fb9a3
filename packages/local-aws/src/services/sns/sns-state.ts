import { createHash } from 'node:crypto';
import type { LocalAccount } from '../../local-account';
import type { Outbox } from '../deliveries';
import { ServiceError, type Shape } from '../service';
import type { ServiceClock } from '../service-clock';

/** Options of SNS. */
export interface SnsOptions {
  readonly localAccount: LocalAccount;
  readonly outbox: Outbox;
  readonly clock: ServiceClock;
}

/** A subscriber of a topic. */
export interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly raw: boolean;
  readonly deadLetterArn?: string;
}

/** A topic. */
export interface Topic {
  readonly name: string;
  readonly arn: string;
  readonly kmsKeyArn?: string;
  readonly subscriptions: readonly Subscription[];
}

/** Protocols that are delivered locally, and those that are only recorded in the notifications file. */
const protocols = ['lambda', 'sqs', 'email', 'email-json', 'sms'];

/** Topics and subscriptions, as the stack creates them. */
export class SnsState {
  private readonly topics = new Map<string, Topic>();

  constructor(readonly options: SnsOptions) {}

  create(name: string, kmsKeyArn: string | undefined): Topic {
    const { partition, region, account } = this.options.localAccount;
    const arn = `arn:${partition}:sns:${region}:${account}:${name}`;
    const key = kmsKeyArn === undefined || kmsKeyArn === '' ? {} : { kmsKeyArn };
    const topic: Topic = { name, arn, ...key, subscriptions: this.topics.get(arn)?.subscriptions ?? [] };
    this.topics.set(arn, topic);
    return topic;
  }

  all(): readonly Topic[] {
    return [...this.topics.values()];
  }

  find(arn: string): Topic | undefined {
    return this.topics.get(arn);
  }

  topicOf(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (topic === undefined) throw new ServiceError('NotFound', `Topic does not exist: ${arn}`, 404);
    return topic;
  }

  subscribe(topic: Topic, protocol: string, endpoint: string, attributes: Readonly<Record<string, string>>): string {
    if (!protocols.includes(protocol))
      throw new ServiceError(
        'InvalidParameter',
        `The protocol ${protocol} is not implemented locally; known are ${protocols.join(', ')}`,
      );
    for (const name of Object.keys(attributes)) {
      if (name !== 'RawMessageDelivery' && name !== 'RedrivePolicy')
        throw new ServiceError('InvalidParameter', `The subscription attribute ${name} is not modelled`);
    }
    const redrive = attributes['RedrivePolicy'] === undefined ? {} : (JSON.parse(attributes['RedrivePolicy']) as Shape);
    const deadLetterArn = redrive['deadLetterTargetArn'];
    const arn = `${topic.arn}:${stableId(`${protocol} ${endpoint}`)}`;
    const subscription: Subscription = {
      arn,
      protocol,
      endpoint,
      raw: attributes['RawMessageDelivery'] === 'true',
      ...(typeof deadLetterArn === 'string' ? { deadLetterArn } : {}),
    };
    const others = topic.subscriptions.filter((other) => other.arn !== arn);
    this.topics.set(topic.arn, { ...topic, subscriptions: [...others, subscription] });
    return arn;
  }
}

/** The same subscription has the same id at every start. */
function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
