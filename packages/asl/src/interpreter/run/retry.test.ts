import type { CompiledRetrier } from '../compile/compiled-state-machine';
import { seededRandom } from '../random';
import { decideRetrial, matchesError, pauseSeconds } from './retry';

const retrier: CompiledRetrier = {
  errorEquals: ['Throttled'],
  intervalSeconds: 2,
  maxAttempts: 3,
  backoffRate: 3,
  maxDelaySeconds: 50,
  hasFullJitter: false,
};
const random = seededRandom(7);

// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
test('the pause grows by BackoffRate and is 18 s before retry 3', () => {
  expect([0, 1, 2].map((used) => pauseSeconds(retrier, used, random))).toEqual([2, 6, 18]);
});

test('MaxDelaySeconds caps the pause', () => {
  expect(pauseSeconds(retrier, 9, random)).toBe(50);
});

test('full jitter draws evenly from 0 to the pause', () => {
  const pauses = Array.from({ length: 4_000 }, () => pauseSeconds({ ...retrier, hasFullJitter: true }, 2, random));
  const mean = pauses.reduce((sum, pause) => sum + pause, 0) / pauses.length;
  expect(Math.max(...pauses)).toBeLessThan(18);
  expect(mean).toBeGreaterThan(8.6);
  expect(mean).toBeLessThan(9.4);
});

test('a retrier whose attempts are used up does not hand over to the next that matches', () => {
  const next = { ...retrier, errorEquals: ['States.ALL'] };
  expect(decideRetrial([retrier, next], [3], { error: 'Throttled' }, random)).toBeUndefined();
  expect(decideRetrial([retrier, next], [3], { error: 'Other' }, random)).toEqual({ retrierIndex: 1, seconds: 2 });
});

test.each([
  [['States.ALL'], { error: 'Anything' }, true],
  [['States.ALL'], {}, true],
  [['States.ALL'], { error: 'States.Timeout' }, true],
  [['States.ALL'], { error: 'States.Runtime' }, false],
  // Recorded on AWS: not even by its name.
  [['States.Runtime'], { error: 'States.Runtime' }, false],
  [['States.TaskFailed'], { error: 'States.Runtime' }, false],
  // Recorded on AWS: a task's result that is too large is a failure of the task, which States.ALL catches.
  [['States.ALL'], { error: 'States.DataLimitExceeded' }, true],
  [['States.ALL'], { error: 'States.DataLimitExceeded', isTerminal: true }, false],
  [['States.TaskFailed'], { error: 'Anything' }, true],
  [['States.TaskFailed'], { error: 'States.Timeout' }, false],
  [['States.HeartbeatTimeout'], { error: 'States.Timeout', alsoNamed: 'States.HeartbeatTimeout' }, true],
  [['States.HeartbeatTimeout'], { error: 'States.Timeout' }, false],
])('%j matches %j: %s', (errorEquals, failure, expected) => {
  expect(matchesError(errorEquals, failure)).toBe(expected);
});
