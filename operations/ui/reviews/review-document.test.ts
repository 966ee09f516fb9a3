import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape } from '@document-pipelines/local-aws/services';
import { accountWith } from '../../../tests/fixtures/account-fixture';
import { waiting } from '../../../tests/fixtures/reviews-fixture';
import { wordsOfValue } from '../page/reviews/find-words';
import { ReviewDocuments } from './review-document';

const never = new AbortController().signal;
const sample = (name: string): Uint8Array => readFileSync(join(__dirname, '..', '..', '..', 'samples', name));

const asked: Shape[] = [];
const account = accountWith(async (_service, operation, input) => {
  if (operation === 'GetItem') return { Item: { versionId: { S: 'v1' } } };
  asked.push(input);
  const key = String(input['Key']);
  if (key === 'gone.pdf') throw Object.assign(new Error('it is gone'), { name: 'NoSuchVersion' });
  const body = sample(key);
  return { Body: body, ContentLength: key === 'contract.pdf' ? 999_999_999 : body.length };
});
const documents = new ReviewDocuments({ ...account, names: { ...account.names, maxDocumentBytes: 10_000_000 } });
afterAll(() => documents.close());

const of = (name: string) => ({ ...waiting, documentId: name, key: name });
const wordsIn = async (name: string, page: number, value: string): Promise<string> =>
  wordsOfValue(await documents.words(of(name), page, never), value)
    .map(([text]) => text)
    .join(' ');

it('finds the words that say a value, as they are written on the page', async () => {
  expect(await wordsIn('invoice.pdf', 1, 'HOS-2024-0871')).toBe('HOS-2024-0871');
  expect(await wordsIn('invoice.pdf', 1, '2024-03-14')).toBe('14 March 2024');
  expect(await wordsIn('invoice.pdf', 1, '356.76')).toBe('GBP £356.76');
  expect(await wordsIn('invoice.pdf', 1, 'Ashdown Veterinary Clinic')).toBe('Ashdown Veterinary Clinic');
  expect(await wordsIn('invoice.pdf', 1, '356.77')).toBe('');
});

it('reads the version that the execution read, once for all of its pages', async () => {
  asked.length = 0;
  expect(await documents.pageCount(of('long/long-contract.pdf'))).toBe(40);
  const picture = await documents.picture(of('long/long-contract.pdf'), 39, never);
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  const [other, words] = [
    await documents.words(of('long/long-contract.pdf'), 38, never),
    await documents.words(of('long/long-contract.pdf'), 39, never),
  ];
  expect(words.length).toBeGreaterThan(20);
  expect(words).not.toEqual(other);
  expect(asked).toEqual([{ Bucket: 'documents', Key: 'long/long-contract.pdf', VersionId: 'v1' }]);
});

it('recognises the words of a scan', async () => {
  expect(await wordsIn('scanned-invoice.pdf', 1, '1488.00')).toBe('1,488.00');
});

it.each([
  ['encrypted.pdf', /password/],
  ['empty.pdf', /not those of a PDF/],
  ['gone.pdf', /no longer in its bucket/],
  ['contract.pdf', /999999999 bytes, 10000000 are the most/],
])('says what is wrong with %s, for a person', async (name, message) => {
  for (const read of [documents.picture(of(name), 1, never), documents.pageCount(of(name))])
    await expect(read).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(message) });
});

it('has no document for a review that is not about one', async () => {
  const { documentId: _, ...approval } = waiting;
  await expect(documents.pageCount(approval)).rejects.toMatchObject({ name: 'NotFoundError' });
});
