import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Shape } from '@document-pipelines/local-aws/services';
import { accountWith } from '../../tests/fixtures/account-fixture';
import { waiting } from '../../tests/fixtures/reviews-fixture';
import { expiredLines, listLines, showLines } from './review-lines';
import { readReviews } from './reviews';

const expired = { ...waiting, status: 'EXPIRED' } as const;
const folder = mkdtempSync(join(tmpdir(), 'reviews-'));
afterAll(() => rmSync(folder, { recursive: true }));

function lookWith(answer: (operation: string) => Shape, stateFolder?: string) {
  return accountWith(async (_service, operation) => answer(operation), stateFolder);
}

function ledgerRow(status: string, executionArn = 'arn:e') {
  return lookWith(() => ({
    Item: { status: { S: status }, executionArn: { S: executionArn }, versionId: { S: 'v1' } },
  }));
}

it('a list has confidence, round and reasons of a review', () => {
  expect(listLines({ ...waiting, round: 2 })).toEqual([
    'review-0123456789abcdef  incoming/a.pdf  invoice  (confidence 0.7, request 2)',
    '    The total is missing.',
  ]);
});

it('a review that waits longer than it may has expired; a decided one has not', async () => {
  const row = { callbackId: { S: 'review/r' }, status: { S: 'WAITING' }, answerBefore: { S: '2020-01-01T00:00:00Z' } };
  const later = { ...row, answerBefore: { S: '2999-01-01T00:00:00Z' } };
  const look = lookWith(() => ({ Items: [row, later, { ...row, status: { S: 'DECIDED' } }] }));

  expect((await readReviews(look)).map(({ status }) => status)).toEqual(['EXPIRED', 'WAITING', 'DECIDED']);
});

it.each([
  ['a document that failed for it', ledgerRow('FAILED'), true],
  ['a document that is asked about once more', ledgerRow('IN_REVIEW'), false],
  ['a document that another execution works on', ledgerRow('FAILED', 'arn:other'), false],
])('of %s, expired: named with the command that continues: %s', async (_what, look, isNamed) => {
  const line =
    'review-0123456789abcdef  incoming/a.pdf  expired 2026-12-05T00:00:00.000Z; `npx pipelines redrive d1` continues';

  expect(await expiredLines(look, [waiting, expired])).toEqual(isNamed ? [line] : []);
});

it('an approval that expired names its execution', async () => {
  const { documentId: _documentId, ...approval } = expired;
  const look = lookWith(() => ({ status: 'FAILED' }));

  expect(await expiredLines(look, [approval])).toEqual([expect.stringContaining('`npx pipelines redrive arn:e`')]);
});

describe('what is shown', () => {
  const version = (versionId: string) =>
    lookWith(
      (operation) => (operation === 'HeadObject' ? { VersionId: versionId } : { Item: { versionId: { S: 'v1' } } }),
      folder,
    );
  const document = join(folder, 'objects', 'documents', 'incoming', 'a.pdf');
  const text = join(folder, 'objects', 'results', 'd1', 'text.txt');
  beforeAll(() => {
    for (const file of [document, text]) {
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, 'x');
    }
  });

  it('names files that open', async () => {
    const lines = await showLines(version('v1'), waiting);

    expect(lines).toContain(`document  ${document}`);
    expect(lines).toContain(`text      ${text}`);
  });

  it('names no file of another version', async () => {
    const lines = await showLines(version('v2'), waiting);

    expect(lines).toContain('document  s3://documents/incoming/a.pdf, version v1, which is not the current one');
  });
});
