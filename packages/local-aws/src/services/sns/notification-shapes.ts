import type { Notification } from './notification';
import type { Subscription } from './sns-state';

/** Returns the event of a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function lambdaPayload(subscription: Subscription, notification: Notification): string {
  const Sns = {
    Type: 'Notification',
    MessageId: notification.messageId,
    TopicArn: notification.topicArn,
    Subject: notification.subject ?? null,
    Message: messageFor(subscription, notification),
    Timestamp: notification.timestamp,
    SignatureVersion: '1',
    Signature: unsigned,
    SigningCertUrl: '',
    UnsubscribeUrl: '',
    MessageAttributes: notification.attributes,
  };
  return JSON.stringify({
    Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscription.arn, Sns }],
  });
}

/** Returns the message for a queue: the message alone if the subscription is raw, else wrapped. */
export function queueBody(subscription: Subscription, notification: Notification): string {
  const Message = messageFor(subscription, notification);
  if (subscription.raw) return Message;
  const { subject, attributes } = notification;
  return JSON.stringify({
    Type: 'Notification',
    MessageId: notification.messageId,
    TopicArn: notification.topicArn,
    ...(subject === undefined ? {} : { Subject: subject }),
    Message,
    Timestamp: notification.timestamp,
    SignatureVersion: '1',
    Signature: unsigned,
    SigningCertURL: '',
    UnsubscribeURL: '',
    ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
  });
}

/** Local notifications are not signed. */
const unsigned = 'unsigned-locally';

function messageFor(subscription: Subscription, { byProtocol, message }: Notification): string {
  return byProtocol?.[subscription.protocol] ?? byProtocol?.['default'] ?? message;
}
