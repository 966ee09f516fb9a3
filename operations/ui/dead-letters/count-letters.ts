import type { Account } from '../../account';

/**
 * Returns how many letters are in the queue, those included that a reader holds: to count them hides none. On AWS the number is approximate.
 */
export async function countLetters(account: Account): Promise<number> {
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];
  const input = { QueueUrl: account.names.deadLetterQueueUrl, AttributeNames: names };
  const { Attributes: attributes } = await account.call('sqs', 'GetQueueAttributes', input);
  const counts = (attributes ?? {}) as Readonly<Record<string, string>>;
  return names.reduce((sum, name) => sum + Number(counts[name] ?? 0), 0);
}
