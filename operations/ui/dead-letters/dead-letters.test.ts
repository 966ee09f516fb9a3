import { readDeadLetter } from '../../ledger/dead-letter';
import type { ListedLetter } from './dead-letter-model';
import { filterLetters } from './letter-filter';
import { kindOfLetter, nextOfLetter } from './next-of-letter';

const own = 'arn:aws:states:us-east-1:123456789012:execution:dev-document-pipeline:first';
const other = own.replace('first', 'second');
const pointer = { bucket: 'documents', key: 'incoming/a.pdf', versionId: 'v1' };
const letterWith = (members: object) =>
  readDeadLetter(JSON.stringify({ executionArn: own, state: 'EnrichDocument', Error: 'E', attempts: 2, ...members }));

describe('what a redrive does next', () => {
  const document = { pointer, checkpoint: 'EXTRACTED' };

  it.each([
    ['a document', document, { status: 'FAILED', executionArn: own }, 'starts after EXTRACTED, attempt 3'],
    ['one without a row', { pointer }, undefined, 'starts from the beginning, attempt 3'],
    ['an abort', { ...document, state: 'unknown' }, undefined, 'continues, or starts after EXTRACTED, attempt 3'],
    ['one that was not announced', document, { status: 'STORED', executionArn: own }, 'notifies the subscribers'],
    ['one that is stored', document, { status: 'STORED', executionArn: other }, 'removes the letter: it is stored'],
    ['one at work', document, { status: 'RECEIVED', executionArn: other }, 'nothing: another execution has it'],
    ['one without a version', { pointer: { bucket: 'b', key: 'k' } }, undefined, 'starts with the current version'],
    ['an execution', {}, undefined, 'starts as first-r1'],
    ['an aborted execution', { state: 'unknown' }, undefined, 'continues, or starts as first-r1'],
    ['a letter that names nothing', { executionArn: 'none' }, undefined, 'cannot be redriven: no object is named'],
  ])('of %s', (_what, members, row, expected) => {
    expect(nextOfLetter(letterWith(members), row)).toBe(expected);
  });

  it('depends on what the letter is about', () => {
    expect(kindOfLetter(letterWith(document))).toBe('document');
    expect(kindOfLetter(letterWith({ pointer: { bucket: 'b', key: 'k' } }))).toBe('object without a version');
    expect(kindOfLetter(letterWith({}))).toBe('execution');
  });
});

describe('the filter of dead letters', () => {
  const letter = (id: string, error: string, status: string): ListedLetter => ({
    id,
    kind: 'document',
    name: `incoming/${id}.pdf`,
    documentId: id.repeat(64),
    executionArn: own,
    state: 'EnrichDocument',
    error,
    reason: `reason of ${id}`,
    attempts: 1,
    status,
    next: '',
  });
  const letters = [letter('a', 'E1', 'FAILED'), letter('b', 'E1', 'STORED'), letter('c', 'E2', 'FAILED')];
  const filter = (search: string) =>
    filterLetters({ asOf: 1, letters, received: new Map() }, new URLSearchParams(search));

  it('counts each error among the letters of the other filters', () => {
    expect(filter('error=E1&status=FAILED')).toMatchObject({
      total: 3,
      matching: 1,
      letters: [{ id: 'a' }],
      counts: { error: { E1: 1, E2: 1 }, status: { FAILED: 1, STORED: 1 }, kind: { document: 1 } },
    });
  });

  it('finds words in names, ids, states, errors and reasons', () => {
    expect(filter('q=ENRICH+e2').letters.map(({ id }) => id)).toEqual(['c']);
    expect(filter(`q=${'b'.repeat(20)}`).letters.map(({ id }) => id)).toEqual(['b']);
    expect(filter('q=nothing').matching).toBe(0);
  });
});
