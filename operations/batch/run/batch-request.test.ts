import { batchIdFor } from './batch-request';

const now = new Date('2026-11-22T14:15:30.123Z');

it.each([
  ['lists/march 2026.csv', 'march-2026-20261122T141530'],
  ['inbox/', 'inbox-20261122T141530'],
  ['s3://bucket/batch/2026/', '2026-20261122T141530'],
  ['../..', 'batch-20261122T141530'],
  ['ä'.repeat(3), 'batch-20261122T141530'],
  ['x'.repeat(90), `${'x'.repeat(50)}-20261122T141530`],
])('a batch of %s is called %s', (what, batchId) => {
  expect(batchIdFor(what, now)).toBe(batchId);
});
