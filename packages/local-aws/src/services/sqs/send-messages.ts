import { optionalNumber, optionalShape, optionalText, requiredText, shapesOf } from '../input';
import { type Caller, ServiceError, type Shape } from '../service';
import { digestOfAttributes, digestOfBody } from './message-digest';
import type { Queue } from './queue';
import type { MessageAttribute } from './queue-message';
import type { SqsState } from './sqs-state';

/** SendMessage. */
export async function sendMessage(state: SqsState, input: Shape, caller: Caller): Promise<Shape> {
  return send(state, state.queueOf(input), input, caller);
}

/** SendMessageBatch: each entry succeeds or fails by itself. */
export async function sendMessageBatch(state: SqsState, input: Shape, caller: Caller): Promise<Shape> {
  const queue = state.queueOf(input);
  const entries = shapesOf(input, 'Entries');
  if (entries.length === 0 || entries.length > 10)
    throw new ServiceError('AWS.SimpleQueueService.TooManyEntriesInBatchRequest', 'A batch has 1 to 10 entries.');
  const Successful: Shape[] = [];
  const Failed: Shape[] = [];
  for (const entry of entries) {
    const Id = requiredText(entry, 'Id');
    try {
      Successful.push({ Id, ...send(state, queue, entry, caller) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id, SenderFault: true, Code: error.name, Message: error.message });
    }
  }
  return { Successful, Failed };
}

function send(state: SqsState, queue: Queue, input: Shape, caller: Caller): Shape {
  const body = requiredText(input, 'MessageBody');
  const attributes = attributesOf(input);
  checkBody(body, queue);
  const delaySeconds = optionalNumber(input, 'DelaySeconds');
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > 900)) {
    throw new ServiceError(
      'InvalidParameterValue',
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  const delay = delaySeconds === undefined ? {} : { delaySeconds };
  const sent = queue.send({ body, attributes, senderId: senderOf(caller), ...delay }, state.options.clock.now());
  const digest = digestOfAttributes(attributes);
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: digestOfBody(body),
    ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest }),
  };
}

/** The characters XML 1.0 allows are the ones a message may hold. */
function checkBody(body: string, queue: Queue): void {
  const bytes = Buffer.byteLength(body);
  const { maximumMessageBytes } = queue.settings;
  if (bytes > maximumMessageBytes) {
    throw new ServiceError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageBytes} bytes.`,
    );
  }
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(body)) {
    throw new ServiceError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
}

function attributesOf(input: Shape): Readonly<Record<string, MessageAttribute>> {
  const attributes = Object.entries(optionalShape(input, 'MessageAttributes') ?? {}).map(
    ([name, value]): [string, MessageAttribute] => {
      const attribute = value as Shape;
      const DataType = requiredText(attribute, 'DataType');
      const binary = attribute['BinaryValue'];
      if (binary !== undefined)
        return [
          name,
          {
            DataType,
            BinaryValue: typeof binary === 'string' ? binary : Buffer.from(binary as Uint8Array).toString('base64'),
          },
        ];
      return [name, { DataType, StringValue: optionalText(attribute, 'StringValue') ?? '' }];
    },
  );
  return Object.fromEntries(attributes);
}

function senderOf(caller: Caller): string {
  if (caller.kind === 'role') return caller.roleArn;
  return caller.kind === 'service' ? caller.service : 'operator';
}
