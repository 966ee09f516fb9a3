import type { LedgerClient } from '../ledger-client';
import { readDeadLetters, receiveDeadLetters, removeDeadLetters } from './dead-letters';

/** A queue that returns ten messages at a time, as SQS does, and counts what is hidden. */
function queueOf(count: number) {
  const messages = Array.from({ length: count }, (_, index) => ({ id: `m${index}`, isHidden: false }));
  const call = async (_service: string, operation: string, input: Readonly<Record<string, unknown>>) => {
    const asked = messages.find(({ id }) => id === input['ReceiptHandle']);
    if (operation === 'ChangeMessageVisibility' && asked !== undefined) asked.isHidden = false;
    if (operation === 'DeleteMessage' && asked !== undefined) messages.splice(messages.indexOf(asked), 1);
    if (operation === 'GetQueueAttributes') {
      const hidden = messages.filter(({ isHidden }) => isHidden).length;
      return { Attributes: { ApproximateNumberOfMessagesNotVisible: String(hidden) } };
    }
    if (operation !== 'ReceiveMessage') return {};
    const received = messages.filter(({ isHidden }) => !isHidden).slice(0, 10);
    for (const message of received) message.isHidden = true;
    return { Messages: received.map(({ id }) => ({ MessageId: id, ReceiptHandle: id, Body: '{}' })) };
  };
  const client: LedgerClient = {
    environment: 'dev',
    call,
    names: {
      documentBucketName: 'd',
      resultsBucketName: 'r',
      ledgerTableName: 'l',
      callbacksTableName: 'c',
      deadLetterQueueUrl: 'q',
      storedTopicArn: 't',
      documentPipelineArn: 'm',
      documentPipelineAliasArn: 'm:live',
      machines: [],
    },
    hiddenSeconds: 2,
    pollSeconds: 0,
    settle: async () => undefined,
  };
  return { client, messages };
}

it('looks at every letter, however many there are, and leaves all of them to be seen', async () => {
  const { client, messages } = queueOf(23);

  expect(await readDeadLetters(client)).toHaveLength(23);
  expect(await readDeadLetters(client)).toHaveLength(23);
  expect(messages.filter(({ isHidden }) => isHidden)).toEqual([]);
});

it('waits for letters that a killed reader has left hidden', async () => {
  const { client, messages } = queueOf(2);
  const [first] = await receiveDeadLetters(client);
  setTimeout(() => {
    for (const message of messages) message.isHidden = false;
  }, 100);

  expect(first).toBeDefined();
  expect(await readDeadLetters(client)).toHaveLength(2);
});

it('removes what was done, and nothing else', async () => {
  const { client, messages } = queueOf(12);
  const letters = await receiveDeadLetters(client);

  await removeDeadLetters(client, letters.slice(0, 5));

  expect(messages.map(({ id }) => id)).toEqual(letters.slice(5).map(({ messageId }) => messageId));
});
