import { idsOf, matchOutput, withPrintedIds } from './match-output';

const matches = (expected: string, printed: string) =>
  matchOutput(expected.split('\n'), printed.split('\n')) !== undefined;

it.each([
  ['a line', 'a line'],
  ['a\n…\nc', 'a\nb\nb\nc'],
  ['a\n  …', 'a'],
  ['cut to …', 'cut to this'],
  ['all 3 cases passed (0.5 s)', 'all 3 cases passed (12 ms)'],
  ['│      4 │       0 │     4.5 │ 0.000125 │', '│      4 │       0 │    12.0 │ 0.000125 │'],
  ['at 2026-11-28T10:29:03.470Z', 'at 2027-01-01T00:00:00Z'],
  ['review-bf55f24d65042413', 'review-06f0c6d43e25269f'],
  ['id bf55f24d…', 'id 06f0c6d43e25269f06f0c6d43e25269f06f0c6d43e25269f06f0c6d43e25269f'],
  [
    'definitions/a.asl.yaml:9:11: error: x\n  |\n9 | x\n  = help: y',
    'definitions/a.asl.yaml:10:11: error: x\n   |\n10 | x\n   = help: y',
  ],
  ['Tests: 17 passed, 17 total', 'Tests: 18 passed, 18 total'],
  ['a', '  applying dev, 3 s\na'],
])('%j is what prints %j', (expected, printed) => {
  expect(matches(expected, printed)).toBe(true);
});

it.each([
  ['a line', 'another line'],
  ['a', 'a\nb'],
  ['a\nb', 'a'],
  ['a\n…\nc', 'a\nb'],
  ['(a.c)', '(abc)'],
  ['89 of 89 cases passed', '97 of 97 cases passed'],
  ['│     12 │       0 │     4.5 │ 0.000325 │', '│     14 │       0 │     4.5 │ 0.000375 │'],
  ['Tests: 17 passed, 17 total', 'Tests: 17 passed, 18 total'],
  ['definitions/a.asl.yaml:9:11: error: x', 'definitions/b.asl.yaml:9:11: error: x'],
])('%j is not what prints %j', (expected, printed) => {
  expect(matches(expected, printed)).toBe(false);
});

it('names in a later command what was first printed', () => {
  const pairs = matchOutput(
    ['review-bf55f24d65042413 on http://127.0.0.1:1/_http-api/a', '  review-bf55f24d65042413'],
    ['review-06f0c6d43e25269f on http://127.0.0.1:2/_http-api/b', '  review-1111111111111111'],
  );
  const ids = idsOf(pairs ?? []);

  expect(withPrintedIds('show review-bf55f24d65042413', ids)).toBe('show review-06f0c6d43e25269f');
  expect(withPrintedIds('show review-bf55', ids)).toBe('show review-06f0');
  expect(withPrintedIds('curl http://127.0.0.1:1/_http-api/a/x', ids)).toBe('curl http://127.0.0.1:2/_http-api/b/x');
  expect(withPrintedIds('show invoice.pdf', ids)).toBe('show invoice.pdf');
});
