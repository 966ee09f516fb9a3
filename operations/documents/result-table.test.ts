import { createPaint } from '@document-pipelines/asl/terminal';
import type { DocumentResult } from './document-result';
import { differenceFrom, isAllowed } from './expectation';
import { resultTable } from './result-table';

const stored: DocumentResult = {
  document: 'invoice.pdf',
  documentId: 'd',
  key: 'incoming/invoice.pdf',
  documentType: 'invoice',
  outcome: 'stored',
  fields: {},
  statesEntered: 12,
  retries: 1,
  durationSeconds: 1.25,
  executionArn: 'arn',
  deliveries: 2,
  alreadyProcessed: false,
};

test('a row tells document, type, outcome, states, retries, duration and the price of what is billed', () => {
  const table = resultTable([stored], { region: 'us-east-1', columns: 120, paint: createPaint(false) });

  expect(table[3]).toBe(
    '│ invoice.pdf │ invoice    │ stored (once, of 2 deliveries) │     12 │       1 │     1.3 │ 0.000350 │',
  );
});

test('a document for which no execution was started costs nothing', () => {
  const failed: DocumentResult = {
    ...stored,
    outcome: 'failed',
    reason: 'no execution was started for it',
    statesEntered: 0,
    retries: 0,
    executionArn: null,
    deliveries: 0,
  };

  const table = resultTable([failed], { region: 'us-east-1', columns: 120, paint: createPaint(false) });

  expect(table[3]).toContain('0.000000');
});

test('what a terminal would obey is shown, and the columns stay as wide as their heads', () => {
  const document = 'a\u001b[31m\u202e\nb.pdf';
  const options = { region: 'us-east-1', columns: 120, paint: createPaint(false) };

  const table = resultTable([{ ...stored, document, reason: 'x\u001b]0;title\u0007\ny' }], options);

  expect(table[3]).toContain('│ a\\u{1b}[31m\\u{202e}\\nb.pdf │');
  expect(table[3]).toContain('stored (x\\u{1b}]0;title\\u{7} y; o…');
  expect(new Set(table.map(({ length }) => length)).size).toBe(1);
});

test('columns are left out before the name of an error is cut; what is cut is marked', () => {
  const error = 'BedrockRuntime.AccessDeniedException';
  const reason = `EnrichDocument: ${error}: ${'no access '.repeat(30)}`;
  const options = { region: 'us-east-1', columns: 80, paint: createPaint(false) };

  const table = resultTable([{ ...stored, document: 'a'.repeat(40), outcome: 'failed', reason, error }], options);

  expect(table[3]).toBe('│ aaaaaaaaaaa… │ failed (EnrichDocument: BedrockRuntime.AccessDeniedException… │');
  expect(table.slice(5)).toEqual(['not shown, for lack of width: what it is, states, retries, seconds, price $']);
});

test.each([
  ['stored', true],
  ['rejected', true],
  ['review', true],
  ['waiting-release', true],
  ['running', false],
  ['failed', false],
] as const)('%s is an allowed place: %s', (outcome, allowed) => {
  expect(isAllowed({ ...stored, outcome })).toBe(allowed);
});

test.each([
  [{ expect: 'review' }, {}, 'expected invoice.pdf to be review, but it is stored'],
  [
    { expect: 'rejected', reason: 'EmptyDocument' },
    { outcome: 'rejected', reason: 'EncryptedDocument' },
    'expected invoice.pdf to be rejected with EmptyDocument, but it is rejected: EncryptedDocument',
  ],
  [{ expect: 'stored', deliveries: 3 }, {}, 'invoice.pdf was delivered 2 times, expected 3'],
  [{ expect: 'stored', deliveries: 2 }, {}, undefined],
  [{ expect: 'review' }, { alreadyProcessed: true }, undefined],
  [{}, { outcome: 'failed' }, undefined],
] as const)('expected %j, found %j: %s', (expected, found, difference) => {
  const document = { name: 'invoice.pdf', isKnown: false, ...expected };

  expect(differenceFrom(document, { ...stored, ...found })).toBe(difference);
});
