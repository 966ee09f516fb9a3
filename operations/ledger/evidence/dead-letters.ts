import { setTimeout as delay } from 'node:timers/promises';
import type { Shape } from '@document-pipelines/local-aws/services';
import type { Account, AccountNames } from '../../account';
import { type DeadLetter, type ReceivedDeadLetter, readDeadLetter, withoutDocument } from '../dead-letter';
import { executionReference } from '../execution-reference';

/**
 * Receives every dead letter of the queue. Waits for those that another reader holds. The caller must release or remove each
 * afterwards.
 */
export async function receiveDeadLetters(account: Account): Promise<readonly ReceivedDeadLetter[]> {
  const received = new Map<string, ReceivedDeadLetter>();
  for (let looks = 0; looks <= account.hiddenSeconds + 1; looks += 1) {
    for (const letter of await receiveVisible(account)) received.set(letter.messageId, letter);
    if ((await hiddenCount(account)) <= received.size) break;
    await delay(1000);
  }
  return [...received.values()];
}

/** Makes dead letters visible to other readers at once. */
export async function releaseDeadLetters(account: Account, letters: readonly ReceivedDeadLetter[]): Promise<void> {
  const { deadLetterQueueUrl: QueueUrl } = account.names;
  for (const { receiptHandle: ReceiptHandle } of letters)
    await account.call('sqs', 'ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
}

/** Deletes dead letters that were acted on. */
export async function removeDeadLetters(account: Account, letters: readonly ReceivedDeadLetter[]): Promise<void> {
  const { deadLetterQueueUrl: QueueUrl } = account.names;
  for (const { receiptHandle: ReceiptHandle } of letters)
    await account.call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
}

/** Reads every dead letter and leaves it in the queue. */
export async function readDeadLetters(account: Account): Promise<readonly ReceivedDeadLetter[]> {
  const letters = await receiveDeadLetters(account);
  await releaseDeadLetters(account, letters);
  return letters;
}

async function receiveVisible(account: Account): Promise<readonly ReceivedDeadLetter[]> {
  const letters: ReceivedDeadLetter[] = [];
  for (;;) {
    const { Messages: messages } = await account.call('sqs', 'ReceiveMessage', {
      QueueUrl: account.names.deadLetterQueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: account.hiddenSeconds,
      WaitTimeSeconds: account.pollSeconds,
      MessageSystemAttributeNames: ['SentTimestamp'],
    });
    if (!Array.isArray(messages) || messages.length === 0) return letters;
    letters.push(...messages.map((message) => receivedLetter(account.names, message)));
  }
}

function receivedLetter(names: AccountNames, message: Shape): ReceivedDeadLetter {
  const { SentTimestamp: sentAt } = (message['Attributes'] ?? {}) as Readonly<Record<string, string>>;
  return {
    ...ofItsMachine(names, readDeadLetter(String(message['Body']))),
    messageId: String(message['MessageId']),
    receiptHandle: String(message['ReceiptHandle']),
    sentAt: sentAt === undefined ? undefined : new Date(Number(sentAt)).toISOString(),
  };
}

/** The document pipeline and the children of Map Runs work on documents; an object in the input of another machine is not a document. */
function ofItsMachine({ machines, documentPipelineArn }: AccountNames, letter: DeadLetter): DeadLetter {
  const { machine, label } = executionReference(letter.executionArn) ?? {};
  const isOther = machines.some(({ name, arn }) => name === machine && arn !== documentPipelineArn);
  return isOther && label === undefined ? withoutDocument(letter) : letter;
}

async function hiddenCount(account: Account): Promise<number> {
  const name = 'ApproximateNumberOfMessagesNotVisible';
  const input = { QueueUrl: account.names.deadLetterQueueUrl, AttributeNames: [name] };
  const { Attributes: attributes } = await account.call('sqs', 'GetQueueAttributes', input);
  return Number((attributes as Readonly<Record<string, string>> | undefined)?.[name] ?? 0);
}
