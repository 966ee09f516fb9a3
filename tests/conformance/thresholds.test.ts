import type { ExecutionsReport } from './report';
import { belowThresholds } from './thresholds';

const perfect: ExecutionsReport = {
  total: 100,
  pass: 100,
  causePass: 10,
  causeTotal: 10,
  sequencePass: 0,
  sequenceTotal: 0,
  eventsPass: 10,
  eventsTotal: 10,
  requestsPass: 0,
  requestsTotal: 0,
  byArea: { large: { pass: 50, total: 50 }, small: { pass: 4, total: 5 } },
  failures: [],
  misses: [],
};

test('nothing is below where one case of a small area misses', () => {
  expect(belowThresholds({ executions: perfect })).toEqual([]);
});

test('names what is below, and by how much', () => {
  const executions = {
    ...perfect,
    pass: 97,
    eventsPass: 9,
    byArea: { large: { pass: 44, total: 50 }, small: { pass: 3, total: 5 } },
  };
  expect(belowThresholds({ executions, testState: { pass: 94, total: 100, failures: [] } })).toEqual([
    'executions: 97 of 100 is below 98 %',
    'event sequences: 9 of 10 is below 95 %',
    'large: 44 of 50 is below 90 %',
    'small: 2 misses of 5, one is allowed',
    'TestState: 94 of 100 is below 98 %',
  ]);
});

test('a folder that holds nothing is below nothing', () => {
  expect(belowThresholds({})).toEqual([]);
});
