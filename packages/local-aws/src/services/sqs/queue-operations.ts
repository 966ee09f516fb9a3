import { optionalText, requiredText, textsByName } from '../input';
import { ServiceError, type Shape } from '../service';
import { defaultQueueSettings, type Queue, type QueueSettings } from './queue';
import type { SqsState } from './sqs-state';

/** CreateQueue. An existing queue is updated with the attributes: the stack is applied at every start. */
export async function createQueue(state: SqsState, input: Shape): Promise<Shape> {
  const name = requiredText(input, 'QueueName');
  if (name.endsWith('.fifo'))
    throw new ServiceError('InvalidParameterValue', `FIFO queues are not implemented locally: ${name}`);
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(name)) {
    throw new ServiceError(
      'InvalidParameterValue',
      `Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length: ${name}`,
    );
  }
  const settings = settingsFrom(textsByName(input, 'Attributes'), defaultQueueSettings);
  state.create(name).settings = settings;
  return { QueueUrl: state.urlOf(name) };
}

/** SetQueueAttributes. */
export async function setQueueAttributes(state: SqsState, input: Shape): Promise<Shape> {
  const queue = state.queueOf(input);
  queue.settings = settingsFrom(textsByName(input, 'Attributes'), queue.settings);
  return {};
}

/** GetQueueUrl. */
export async function getQueueUrl(state: SqsState, input: Shape): Promise<Shape> {
  return { QueueUrl: state.urlOf(state.byName(requiredText(input, 'QueueName')).name) };
}

/** ListQueues. */
export async function listQueues(state: SqsState, input: Shape): Promise<Shape> {
  const prefix = optionalText(input, 'QueueNamePrefix') ?? '';
  const names = state
    .all()
    .map((queue) => queue.name)
    .filter((name) => name.startsWith(prefix))
    .sort();
  return { QueueUrls: names.map((name) => state.urlOf(name)) };
}

/** GetQueueAttributes. */
export async function getQueueAttributes(state: SqsState, input: Shape): Promise<Shape> {
  const all = attributesOf(state.queueOf(input), state.options.clock.now());
  const names = Array.isArray(input['AttributeNames']) ? input['AttributeNames'].map(String) : [];
  const chosen = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
  return { Attributes: Object.fromEntries(chosen) };
}

/** PurgeQueue. */
export async function purgeQueue(state: SqsState, input: Shape): Promise<Shape> {
  state.queueOf(input).purge();
  return {};
}

function attributesOf(queue: Queue, now: number): Readonly<Record<string, string>> {
  const { settings } = queue;
  const counts = queue.counts(now);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.hidden),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    MaximumMessageSize: String(settings.maximumMessageBytes),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    DelaySeconds: String(settings.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
    ...(settings.kmsKeyArn === undefined ? { SqsManagedSseEnabled: 'true' } : { KmsMasterKeyId: settings.kmsKeyArn }),
    ...(settings.redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(settings.redrive) }),
  };
}

type Reader = (value: string) => Partial<QueueSettings>;

const wholeNumber =
  (name: keyof QueueSettings, attribute: string, least: number, most: number): Reader =>
  (value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < least || number > most) {
      throw new ServiceError(
        'InvalidAttributeValue',
        `Invalid value for the parameter ${attribute}: ${value}; it must be a whole number from ${least} to ${most}`,
      );
    }
    return { [name]: number };
  };

const readers: Readonly<Record<string, Reader>> = {
  VisibilityTimeout: wholeNumber('visibilityTimeoutSeconds', 'VisibilityTimeout', 0, 43_200),
  MessageRetentionPeriod: wholeNumber('retentionSeconds', 'MessageRetentionPeriod', 60, 1_209_600),
  DelaySeconds: wholeNumber('delaySeconds', 'DelaySeconds', 0, 900),
  ReceiveMessageWaitTimeSeconds: wholeNumber('receiveWaitSeconds', 'ReceiveMessageWaitTimeSeconds', 0, 20),
  MaximumMessageSize: wholeNumber('maximumMessageBytes', 'MaximumMessageSize', 1024, 1_048_576),
  KmsMasterKeyId: (value) => (value === '' ? {} : { kmsKeyArn: value }),
  KmsDataKeyReusePeriodSeconds: () => ({}),
  SqsManagedSseEnabled: () => ({}),
  RedrivePolicy: (value) => {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(value) as Shape;
    if (typeof deadLetterTargetArn !== 'string' || !(Number(maxReceiveCount) >= 1)) {
      throw new ServiceError(
        'InvalidParameterValue',
        `Value ${value} for parameter RedrivePolicy is invalid: it has deadLetterTargetArn and maxReceiveCount`,
      );
    }
    return { redrive: { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) } };
  },
};

function settingsFrom(attributes: Readonly<Record<string, string>>, before: QueueSettings): QueueSettings {
  let settings = before;
  for (const [name, value] of Object.entries(attributes)) {
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined)
      throw new ServiceError('InvalidAttributeName', `The queue attribute ${name} is not modelled`);
    settings = { ...settings, ...reader(value) };
  }
  return settings;
}
