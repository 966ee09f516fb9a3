import { operatorCommands } from '../../operator-commands';
import type { BatchRecord } from '../batch-record';
import { hasFindings } from '../batch-view';
import type { EndedBatch } from '../run/run-to-end';
import { batchLines } from './batch-text';

const counts = { rows: 7, items: 5, duplicates: 1, badRows: 1, STORED: 2, REJECTED: 1, HANDED_OVER: 1, FAILED: 1 };
const commands = operatorCommands({ environment: 'dev' });
const failedItem = {
  bucket: 'd',
  key: 'batch/a.pdf',
  versionId: 'v',
  documentId: 'i',
  state: 'EnrichDocument',
  error: 'AccessDenied',
  cause: 'c',
};
const record: BatchRecord = {
  batchId: 'march',
  executionArn: 'arn:e',
  status: 'SUCCEEDED',
  summary: {
    isToleranceExceeded: false,
    counts,
    price: { stepFunctions: 0.001475, perThousandItems: 0.295, assumptions: [] },
    failed: [failedItem],
    pending: [],
    badRows: [{ line: 4, reason: '`key` is missing', row: '{}' }],
  },
};

const ended: EndedBatch = { record, places: {}, handedOver: {}, rejected: [], failed: [], notBegun: [] };
const notBegun = [{ bucket: 'd', key: 'batch/c.pdf', versionId: 'v' }];

it('tells what became of every row, and what to do next', () => {
  const rejected = [{ documentId: 'r', key: 'batch/b.pdf', reason: 'EmptyDocument' }];

  expect(batchLines({ ...ended, handedOver: { IN_REVIEW: 1 }, rejected }, commands)).toEqual([
    'batch march: SUCCEEDED, 5 item(s) of 7 row(s)',
    '        2  STORED',
    '        1  REJECTED',
    '        1  HANDED_OVER, now 1 IN_REVIEW',
    '        1  FAILED',
    '        1  duplicate(s) dropped',
    '        1  bad row(s)',
    '  Step Functions: 0.001475 USD, 0.2950 per 1,000 items',
    'failed; `npx pipelines batch resume march` continues:',
    '  batch/a.pdf  EnrichDocument: AccessDenied: c',
    'rejected:',
    '  batch/b.pdf  EmptyDocument',
    'bad rows:',
    '  line 4: `key` is missing',
    'next: npx pipelines batch resume march',
    'next: npx pipelines review',
  ]);
});

it('tells why a batch failed that was not even prepared', () => {
  const { summary: _summary, ...failed } = { ...record, status: 'FAILED', error: 'EmptyBatch', cause: 'no row' };

  expect(batchLines({ ...ended, record: failed }, operatorCommands({ environment: 'prod' }))).toEqual([
    'batch march: FAILED, without a summary',
    '  EmptyBatch: no row; `npx pipelines redrive --error EmptyBatch --env prod` continues',
  ]);
});

it('lists twenty of a kind, and names the command that lists all', () => {
  const rejected = Array.from({ length: 22 }, (_, index) => ({ documentId: '', key: `${index}.pdf`, reason: 'Empty' }));

  const lines = batchLines({ ...ended, rejected }, commands);

  expect(lines).toContain('  and 2 more: `npx pipelines batch show march --json`');
  expect(lines.filter((line) => line.endsWith('.pdf  Empty'))).toHaveLength(20);
});

it.each<[string, Readonly<Record<string, number>>, string, boolean]>([
  ['all is stored', { STORED: 5 }, 'SUCCEEDED', false],
  ['one is rejected or handed over', { REJECTED: 1, HANDED_OVER: 1 }, 'SUCCEEDED', false],
  ['one failed', { FAILED: 1 }, 'SUCCEEDED', true],
  ['a row was bad', { badRows: 1 }, 'SUCCEEDED', true],
  ['the batch failed', { STORED: 5 }, 'FAILED', true],
])('has findings or none where %s', (_, found, status, expected) => {
  const summary = { ...record.summary!, counts: found };

  expect(hasFindings({ ...ended, record: { ...record, status, summary } })).toBe(expected);
  expect(hasFindings({ ...ended, record: { ...record, status, summary }, notBegun })).toBe(true);
});

it('names what never began, of what the summary says was pending', () => {
  const summary = { ...record.summary!, counts: { rows: 3, items: 3, STORED: 1, PENDING: 2 }, failed: [], badRows: [] };
  const lines = batchLines({ ...ended, record: { ...record, status: 'FAILED', summary }, notBegun }, commands);

  expect(lines).toContain('        2  PENDING, now 1 not started');
  expect(lines.slice(-3)).toEqual([
    'not started; `npx pipelines batch resume march` starts them:',
    '  batch/c.pdf',
    'next: npx pipelines batch resume march',
  ]);
});

describe('a batch without a summary', () => {
  const { summary: _summary, ...rest } = record;
  const places = { STORED: 3, FAILED: 1 };

  it('is told from the ledger, with what failed and what never began, where it was stopped', () => {
    const stopped = { ...rest, status: 'ABORTED', error: 'Aborted', cause: 'by hand' };

    expect(batchLines({ ...ended, record: stopped, places, failed: [failedItem], notBegun }, commands)).toEqual([
      'batch march: ABORTED, without a summary',
      '  Aborted: by hand; `npx pipelines batch resume march` continues',
      '        3  STORED',
      '        1  FAILED',
      '        1  not started',
      'failed; `npx pipelines batch resume march` continues:',
      '  batch/a.pdf  EnrichDocument: AccessDenied: c',
      'not started; `npx pipelines batch resume march` starts them:',
      '  batch/c.pdf',
      'next: npx pipelines batch resume march',
    ]);
  });

  it('says how many are left to begin while it runs', () => {
    const running = { ...rest, status: 'RUNNING' };

    expect(batchLines({ ...ended, record: running, places: { STORED: 3 }, notBegun }, commands)).toEqual([
      'batch march: RUNNING, without a summary yet',
      '        3  STORED',
      '        1  not started yet',
    ]);
  });
});
