import { optionalNumber, requiredText, shapesOf } from '../input';
import { ServiceError, type Shape } from '../service';
import { digestOfAttributes, digestOfBody } from './message-digest';
import type { Queue } from './queue';
import type { MessageAttribute, QueueMessage } from './queue-message';
import type { SqsState } from './sqs-state';

/** Pause between two checks of a long poll, in seconds. */
const pollSeconds = 0.1;

/** ReceiveMessage, with long polling. */
export async function receiveMessage(state: SqsState, input: Shape): Promise<Shape> {
  const queue = state.queueOf(input);
  const count = optionalNumber(input, 'MaxNumberOfMessages') ?? 1;
  if (count < 1 || count > 10)
    throw new ServiceError(
      'InvalidParameterValue',
      'Value for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
    );
  const hiddenSeconds = optionalNumber(input, 'VisibilityTimeout') ?? queue.settings.visibilityTimeoutSeconds;
  const { clock } = state.options;
  const waitSeconds = optionalNumber(input, 'WaitTimeSeconds') ?? queue.settings.receiveWaitSeconds;
  for (let leftSeconds = waitSeconds; ; leftSeconds -= pollSeconds) {
    const received = queue.receive(count, hiddenSeconds, clock.now(), (message) =>
      moveToDeadLetters(state, queue, message),
    );
    if (received.length > 0) return { Messages: received.map((message) => toMessageShape(message, input)) };
    if (leftSeconds <= 0) return {};
    await clock.sleep(pollSeconds);
  }
}

/** DeleteMessage: a handle of an earlier receive has no effect, as on AWS. */
export async function deleteMessage(state: SqsState, input: Shape): Promise<Shape> {
  const queue = state.queueOf(input);
  const message = queue.received(requiredText(input, 'ReceiptHandle'));
  if (message !== undefined) queue.forget(message);
  return {};
}

/** DeleteMessageBatch. */
export async function deleteMessageBatch(state: SqsState, input: Shape): Promise<Shape> {
  const entries = shapesOf(input, 'Entries');
  for (const entry of entries)
    await deleteMessage(state, { QueueUrl: input['QueueUrl'], ReceiptHandle: entry['ReceiptHandle'] });
  return { Successful: entries.map((entry) => ({ Id: requiredText(entry, 'Id') })), Failed: [] };
}

/** ChangeMessageVisibility. */
export async function changeMessageVisibility(state: SqsState, input: Shape): Promise<Shape> {
  const queue = state.queueOf(input);
  const message = queue.received(requiredText(input, 'ReceiptHandle'));
  if (message === undefined)
    throw new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is not a valid receipt handle.');
  queue.hide(message, optionalNumber(input, 'VisibilityTimeout') ?? 0, state.options.clock.now());
  return {};
}

function moveToDeadLetters(state: SqsState, queue: Queue, message: QueueMessage): void {
  const target = state.byArn(queue.settings.redrive?.deadLetterTargetArn ?? '');
  if (target === undefined)
    throw new ServiceError('QueueDoesNotExist', `The dead-letter queue of ${queue.name} does not exist`);
  target.takeOver(message, queue.arn);
}

function toMessageShape(message: QueueMessage, input: Shape): Shape {
  const chosen = chooseAttributes(message.attributes, namesOf(input, 'MessageAttributeNames'));
  const digest = digestOfAttributes(chosen);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: digestOfBody(message.body),
    Body: message.body,
    ...systemAttributes(message, [
      ...namesOf(input, 'AttributeNames'),
      ...namesOf(input, 'MessageSystemAttributeNames'),
    ]),
    ...(digest === undefined ? {} : { MessageAttributes: inSdkShape(chosen), MD5OfMessageAttributes: digest }),
  };
}

function namesOf(input: Shape, name: string): readonly string[] {
  const names = input[name];
  return Array.isArray(names) ? names.map(String) : [];
}

function systemAttributes(message: QueueMessage, names: readonly string[]): Shape {
  const all: Readonly<Record<string, string>> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    ...(message.deadLetterSourceArn === undefined ? {} : { DeadLetterQueueSourceArn: message.deadLetterSourceArn }),
  };
  const chosen = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
  return chosen.length === 0 ? {} : { Attributes: Object.fromEntries(chosen) };
}

function chooseAttributes(
  attributes: QueueMessage['attributes'],
  patterns: readonly string[],
): QueueMessage['attributes'] {
  const isChosen = (name: string) =>
    patterns.some(
      (pattern) =>
        pattern === 'All' ||
        pattern === '.*' ||
        pattern === name ||
        (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isChosen(name)));
}

function inSdkShape(attributes: Readonly<Record<string, MessageAttribute>>): Shape {
  const entries = Object.entries(attributes).map(([name, { BinaryValue, ...rest }]) => [
    name,
    BinaryValue === undefined ? rest : { ...rest, BinaryValue: new Uint8Array(Buffer.from(BinaryValue, 'base64')) },
  ]);
  return Object.fromEntries(entries);
}
