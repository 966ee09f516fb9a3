import { accountWith } from '../../../tests/fixtures/account-fixture';
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
  return { account: accountWith(call), messages };
}

it('looks at every letter, however many there are, and leaves all of them to be seen', async () => {
  const { account, messages } = queueOf(23);

  expect(await readDeadLetters(account)).toHaveLength(23);
  expect(await readDeadLetters(account)).toHaveLength(23);
  expect(messages.filter(({ isHidden }) => isHidden)).toEqual([]);
});

it('waits for letters that a killed reader has left hidden', async () => {
  const { account, messages } = queueOf(2);
  const [first] = await receiveDeadLetters(account);
  setTimeout(() => {
    for (const message of messages) message.isHidden = false;
  }, 100);

  expect(first).toBeDefined();
  expect(await readDeadLetters(account)).toHaveLength(2);
});

it('removes what was done, and nothing else', async () => {
  const { account, messages } = queueOf(12);
  const letters = await receiveDeadLetters(account);

  await removeDeadLetters(account, letters.slice(0, 5));

  expect(messages.map(({ id }) => id)).toEqual(letters.slice(5).map(({ messageId }) => messageId));
});
