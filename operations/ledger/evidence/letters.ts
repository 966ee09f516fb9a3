import { setTimeout as delay } from 'node:timers/promises';
import type { Shape } from '@document-pipelines/local-aws/services';
import { executionReference } from '../execution-reference';
import type { LedgerNames, LedgerPlace } from '../ledger-place';
import { type Letter, type ReceivedLetter, readLetter, withoutDocument } from '../letter';

/**
 * Receives every dead letter of the queue. Waits for those that another reader holds. The caller must release or remove each
 * afterwards.
 */
export async function receiveLetters(place: LedgerPlace): Promise<readonly ReceivedLetter[]> {
  const received = new Map<string, ReceivedLetter>();
  for (let looks = 0; looks <= place.hiddenSeconds + 1; looks += 1) {
    for (const letter of await receiveVisible(place)) received.set(letter.messageId, letter);
    if ((await hiddenCount(place)) <= received.size) break;
    await delay(1000);
  }
  return [...received.values()];
}

/** Makes dead letters visible to other readers at once. */
export async function releaseLetters(place: LedgerPlace, letters: readonly ReceivedLetter[]): Promise<void> {
  const { deadLetterQueueUrl: QueueUrl } = place.names;
  for (const { receiptHandle: ReceiptHandle } of letters)
    await place.call('sqs', 'ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
}

/** Deletes dead letters that were acted on. */
export async function removeLetters(place: LedgerPlace, letters: readonly ReceivedLetter[]): Promise<void> {
  const { deadLetterQueueUrl: QueueUrl } = place.names;
  for (const { receiptHandle: ReceiptHandle } of letters)
    await place.call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
}

/** Reads every dead letter and leaves it in the queue. */
export async function lookAtLetters(place: LedgerPlace): Promise<readonly ReceivedLetter[]> {
  const letters = await receiveLetters(place);
  await releaseLetters(place, letters);
  return letters;
}

async function receiveVisible(place: LedgerPlace): Promise<readonly ReceivedLetter[]> {
  const letters: ReceivedLetter[] = [];
  for (;;) {
    const { Messages: messages } = await place.call('sqs', 'ReceiveMessage', {
      QueueUrl: place.names.deadLetterQueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: place.hiddenSeconds,
      WaitTimeSeconds: place.pollSeconds,
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    if (!Array.isArray(messages) || messages.length === 0) return letters;
    letters.push(...messages.map((message) => receivedLetter(place.names, message)));
  }
}

function receivedLetter(names: LedgerNames, message: Shape): ReceivedLetter {
  const { SentTimestamp: sentAt } = (message['Attributes'] ?? {}) as Readonly<Record<string, string>>;
  return {
    ...ofItsMachine(names, readLetter(String(message['Body']))),
    messageId: String(message['MessageId']),
    receiptHandle: String(message['ReceiptHandle']),
    sentAt: sentAt === undefined ? undefined : new Date(Number(sentAt)).toISOString(),
  };
}

/** The document pipeline and the children of Map Runs work on documents; an object in the input of another machine is not a document. */
function ofItsMachine({ machines, documentPipelineArn }: LedgerNames, letter: Letter): Letter {
  const { machine, label } = executionReference(letter.executionArn) ?? {};
  const isOther = machines.some(({ name, arn }) => name === machine && arn !== documentPipelineArn);
  return isOther && label === undefined ? withoutDocument(letter) : letter;
}

async function hiddenCount(place: LedgerPlace): Promise<number> {
  const name = 'ApproximateNumberOfMessagesNotVisible';
  const input = { QueueUrl: place.names.deadLetterQueueUrl, AttributeNames: [name] };
  const { Attributes: attributes } = await place.call('sqs', 'GetQueueAttributes', input);
  return Number((attributes as Readonly<Record<string, string>> | undefined)?.[name] ?? 0);
}
