import { documentOf, expectedValue, readingOf } from '../../../tests/fixtures/scoring-fixture';
import { scoreDocument } from './score-document';
import { scoreValue } from './score-fields';
import { scoreLines } from './score-lines';

describe('a labelled value', () => {
  test.each([
    ['100.00', '100', 'right'],
    ['100.00', '10.00', 'wrong'],
    ['100.00', null, 'missing'],
    ['100.00', ' ', 'missing'],
    [null, '10.00', 'invented'],
    [null, undefined, 'absent'],
    [null, '', 'absent'],
  ])('%p, read as %p, is %s', (expected, read, verdict) => {
    expect(scoreValue('total', expectedValue(expected), read).verdict).toBe(verdict);
  });

  it('may have further right values', () => {
    expect(scoreValue('title', expectedValue('Agreement', 'Service Agreement'), 'SERVICE AGREEMENT').verdict).toBe(
      'right',
    );
    expect(scoreValue('title', expectedValue(null, 'Letter'), 'Letter').verdict).toBe('right');
  });
});

describe('line items', () => {
  const row = (description: string, amount: string) => ({ description, amount });
  const expected = (description: string, amount: string) => ({
    description: expectedValue(description),
    amount: expectedValue(amount),
  });

  it('are matched one to one, those with the most in common first', () => {
    const lines = [expected('Bolt', '1.00'), expected('Nut', '2.00'), expected('Washer', '3.00')];
    const read = [row('Nut', '2.00'), row('Bolt', '9.00'), row('Freight', '7.00')];

    // Nut is right, Bolt has another amount, Washer was not read, Freight is not there.
    expect(scoreLines(lines, read)).toEqual({ right: 1, wrong: 1, missing: 1, invented: 1 });
  });

  it('with the same words are told apart by their place', () => {
    const lines = [expected('Bolt', '1.00'), expected('Bolt', '1.00')];

    expect(scoreLines(lines, [row('Bolt', '1.00')])).toEqual({ right: 1, wrong: 0, missing: 1, invented: 0 });
  });

  it('that the document does not have are invented', () => {
    expect(scoreLines([], [row('Bolt', '1.00'), {}])).toEqual({ right: 0, wrong: 0, missing: 0, invented: 1 });
    expect(scoreLines([], undefined)).toEqual({ right: 0, wrong: 0, missing: 0, invented: 0 });
  });
});

describe('a document', () => {
  const document = documentOf('a.pdf', {
    type: 'invoice',
    outcome: 'stored',
    fields: { total: expectedValue('100.00'), dueDate: expectedValue(null) },
  });

  test.each([
    ['all right', { fields: { total: '100.00' } }, {}],
    ['a wrong value', { fields: { total: '10.00' } }, { isWrong: true, isSilentError: true }],
    ['a wrong value in review', { outcome: 'review', fields: { total: '1' } }, { isWrong: true }],
    ['an invented value', { fields: { total: '100', dueDate: '2024-01-01' } }, { isWrong: true, isSilentError: true }],
    ['the wrong type', { type: 'letter', fields: { total: '100' } }, { isWrong: true, isSilentError: true }],
    ['a missing value', { fields: { title: 'Invoice' } }, { isIncomplete: true }],
    ['nothing', { outcome: 'review', fields: {} }, { isIncomplete: true, isEmpty: true }],
    ['a rejection', { outcome: 'rejected', type: null }, { isIncomplete: true }],
  ] as const)('with %s', (_what, read, is) => {
    const otherwise = { isWrong: false, isIncomplete: false, isEmpty: false, isSilentError: false };

    expect(scoreDocument(document, readingOf(read))).toMatchObject({ ...otherwise, ...is });
  });

  it('that a person should have seen is a silent error if it is stored', () => {
    const doubtful = documentOf('a.pdf', { outcome: 'review', fields: { total: expectedValue('100.00') } });

    expect(scoreDocument(doubtful, readingOf({ fields: { total: '100.00' } }))).toMatchObject({ isSilentError: true });
  });

  it('that was not read is scored as nothing', () => {
    expect(scoreDocument(document, { kind: 'error', reason: 'failed: AccessDenied' })).toEqual({
      kind: 'error',
      document,
      reason: 'failed: AccessDenied',
    });
  });
});
