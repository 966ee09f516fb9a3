import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Json } from '@document-pipelines/asl/definition';
import { appendJsonLine } from '../../json-file';
import type { Delivery } from '../deliveries';
import { optionalShape, optionalText, requiredText } from '../input';
import { ServiceError, type Shape } from '../service';
import type { Notification } from './notification';
import { lambdaPayload, queueBody } from './notification-shapes';
import type { SnsState, Subscription, Topic } from './sns-state';

/** Number and time of SNS's attempts to deliver. */
const retry = { maximumRetryAttempts: 100, maximumAgeSeconds: 23 * 86_400 };

/** Publish: the notification is saved for users to read, and delivered to each subscriber. */
export async function publish(state: SnsState, input: Shape): Promise<Shape> {
  if (input['PhoneNumber'] !== undefined)
    throw new ServiceError('NotModelledError', 'sending to a PhoneNumber is not implemented locally', 501);
  const topic = state.topicOf(optionalText(input, 'TopicArn') ?? requiredText(input, 'TargetArn'));
  const notification = readNotification(state, topic, input);
  record(state, topic, notification);
  const deliveries = topic.subscriptions.map((subscription) => deliveryTo(state, subscription, notification));
  state.options.outbox.add(deliveries.filter((delivery): delivery is Delivery => delivery !== undefined));
  return { MessageId: notification.messageId };
}

function readNotification(state: SnsState, topic: Topic, input: Shape): Notification {
  const message = requiredText(input, 'Message');
  if (Buffer.byteLength(message) > 262_144)
    throw new ServiceError('InvalidParameter', 'Invalid parameter: Message too long');
  const subject = optionalText(input, 'Subject');
  if (subject !== undefined && (subject.length > 100 || /[\r\n]/.test(subject)))
    throw new ServiceError('InvalidParameter', 'Invalid parameter: Subject');
  return {
    messageId: randomUUID(),
    topicArn: topic.arn,
    message,
    byProtocol: optionalText(input, 'MessageStructure') === 'json' ? messagesByProtocol(message) : undefined,
    subject,
    attributes: attributesOf(input),
    timestamp: new Date(state.options.clock.now()).toISOString(),
  };
}

function messagesByProtocol(message: string): Readonly<Record<string, string>> {
  try {
    const messages = JSON.parse(message) as Record<string, unknown>;
    if (typeof messages['default'] === 'string') return messages as Record<string, string>;
  } catch {
    // falls through to SNS's own error
  }
  throw new ServiceError(
    'InvalidParameter',
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  );
}

function attributesOf(input: Shape): Notification['attributes'] {
  const entries = Object.entries(optionalShape(input, 'MessageAttributes') ?? {}).map(
    ([name, value]): [string, { Type: string; Value: string }] => {
      const attribute = value as Shape;
      const binary = attribute['BinaryValue'];
      const text =
        binary === undefined
          ? String(attribute['StringValue'] ?? '')
          : typeof binary === 'string'
            ? binary
            : Buffer.from(binary as Uint8Array).toString('base64');
      return [name, { Type: requiredText(attribute, 'DataType'), Value: text }];
    },
  );
  return Object.fromEntries(entries);
}

function record(
  state: SnsState,
  topic: Topic,
  { messageId, timestamp, subject, message, attributes }: Notification,
): void {
  const folder = path.join(state.options.localAccount.stateFolder, 'notifications');
  const line = {
    timestamp,
    messageId,
    topicArn: topic.arn,
    ...(subject === undefined ? {} : { subject }),
    message: readable(message),
    attributes,
  };
  appendJsonLine(path.join(folder, `${topic.name}.jsonl`), line);
}

/** A message that is a JSON object is stored as one: easier to read, and to filter. */
function readable(message: string): Json {
  try {
    const value: Json = JSON.parse(message);
    return typeof value === 'object' && value !== null ? value : message;
  } catch {
    return message;
  }
}

function deliveryTo(state: SnsState, subscription: Subscription, notification: Notification): Delivery | undefined {
  const { topicArn, messageId } = notification;
  const caller = { kind: 'service', service: 'sns.amazonaws.com', sourceArn: topicArn } as const;
  const call = callOf(subscription, notification);
  if (call === undefined) return undefined;
  const { deadLetterArn, arn } = subscription;
  const letter = {
    queueArn: deadLetterArn ?? '',
    caller,
    body: queueBody(subscription, notification),
    attributes: { SUBSCRIPTION_ARN: arn },
  };
  return {
    id: `${notification.timestamp.replaceAll(':', '-')}_${messageId}_${arn.slice(-12)}`,
    from: arn,
    to: subscription.endpoint,
    ...call,
    caller,
    ...(deadLetterArn === undefined ? {} : { deadLetter: letter }),
    ...retry,
    createdAt: state.options.clock.now(),
  };
}

/** Returns the call of a subscriber. Mail and text messages are not sent locally: they are in the notifications file. */
function callOf(
  subscription: Subscription,
  notification: Notification,
): Pick<Delivery, 'service' | 'operation' | 'input' | 'payload'> | undefined {
  const { protocol, endpoint } = subscription;
  if (protocol === 'lambda') {
    return {
      service: 'lambda',
      operation: 'Invoke',
      input: { FunctionName: endpoint, InvocationType: 'Event' },
      payload: lambdaPayload(subscription, notification),
    };
  }
  if (protocol !== 'sqs') return undefined;
  const [, , , , account, name] = endpoint.split(':');
  return {
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: `https://sqs/${account}/${name}`, MessageBody: queueBody(subscription, notification) },
  };
}
