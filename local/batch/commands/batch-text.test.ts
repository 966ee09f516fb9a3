import { operatorCommands } from '../../wording';
import type { BatchRecord } from '../batch-record';
import { batchLines, hasFindings } from './batch-text';

const counts = { rows: 7, items: 5, duplicates: 1, badRows: 1, STORED: 2, REJECTED: 1, HANDED_OVER: 1, FAILED: 1 };
const commands = operatorCommands('dev');
const record: BatchRecord = {
  batchId: 'march',
  executionArn: 'arn:e',
  status: 'SUCCEEDED',
  summary: {
    executionType: 'STANDARD',
    isToleranceExceeded: false,
    counts,
    price: { stepFunctions: 0.001475, perThousandItems: 0.295, assumptions: [] },
    failed: [
      {
        bucket: 'd',
        key: 'batch/a.pdf',
        versionId: 'v',
        documentId: 'i',
        state: 'EnrichDocument',
        error: 'AccessDenied',
        cause: 'c',
      },
    ],
    pending: [],
    badRows: [{ line: 4, reason: '`key` is missing', row: '{}' }],
  },
};

it('tells what became of every row, and what to do next', () => {
  const rejected = [{ documentId: 'r', key: 'batch/b.pdf', reason: 'EmptyDocument' }];

  expect(batchLines({ record, handedOver: { IN_REVIEW: 1 }, rejected }, commands)).toEqual([
    'batch march: SUCCEEDED, 5 item(s) of 7 row(s), STANDARD children',
    '        2  STORED',
    '        1  REJECTED',
    '        1  HANDED_OVER, now 1 IN_REVIEW',
    '        1  FAILED',
    '        1  duplicate(s) dropped',
    '        1  bad row(s)',
    '  Step Functions: 0.001475 USD, 0.2950 per 1,000 items',
    'failed; `npx asl batch resume march` continues:',
    '  batch/a.pdf  EnrichDocument: AccessDenied: c',
    'rejected:',
    '  batch/b.pdf  EmptyDocument',
    'bad rows:',
    '  line 4: `key` is missing',
    'next: npx asl batch resume march',
    'next: npx asl local review',
  ]);
});

it('tells why a batch failed that was not even prepared', () => {
  const { summary: _summary, ...failed } = { ...record, status: 'FAILED', error: 'EmptyBatch', cause: 'no row' };

  expect(batchLines({ record: failed, handedOver: {}, rejected: [] }, operatorCommands('prod'))).toEqual([
    'batch march: FAILED, and no summary was written',
    '  EmptyBatch: no row; `npx asl redrive --error EmptyBatch --env prod` continues',
  ]);
});

it('lists twenty of a kind, and names the command that lists all', () => {
  const rejected = Array.from({ length: 22 }, (_, index) => ({ documentId: '', key: `${index}.pdf`, reason: 'Empty' }));

  const lines = batchLines({ record, handedOver: {}, rejected }, commands);

  expect(lines).toContain('  and 2 more: `npx asl batch show march --json`');
  expect(lines.filter((line) => line.endsWith('.pdf  Empty'))).toHaveLength(20);
});

it.each<[string, Readonly<Record<string, number>>, string, boolean]>([
  ['all is stored', { STORED: 5 }, 'SUCCEEDED', false],
  ['one is rejected or handed over', { REJECTED: 1, HANDED_OVER: 1 }, 'SUCCEEDED', false],
  ['one failed', { FAILED: 1 }, 'SUCCEEDED', true],
  ['one stayed pending', { PENDING: 1 }, 'FAILED', true],
  ['a row was bad', { badRows: 1 }, 'SUCCEEDED', true],
  ['the batch failed', { STORED: 5 }, 'FAILED', true],
])('has findings or none where %s', (_, found, status, expected) => {
  expect(hasFindings({ ...record, status, summary: { ...record.summary!, counts: found } })).toBe(expected);
});
