import type { Scope } from '@document-pipelines/asl/definition';
import { longestSeconds } from './longest-path';

const task = (change: object) => ({ Type: 'Task', TimeoutSeconds: 10, ...change });
const retrier = (change: object) => ({
  ErrorEquals: ['Throttled'],
  IntervalSeconds: 2,
  BackoffRate: 2,
  MaxDelaySeconds: 5,
  MaxAttempts: 3,
  ...change,
});
const scope = (states: object): Scope => ({ StartAt: 'A', States: states as Scope['States'] });
const secondsOf = (states: object, only?: Readonly<Record<string, string>>) =>
  longestSeconds(scope(states), { mapItems: 4, ...(only && { only }) });

it.each<[string, object, number]>([
  ['a Task by its timeout', { A: task({ End: true }) }, 10],
  ['retries that fail at once by their pauses', { A: task({ Retry: [retrier({})], End: true }) }, 10 + 2 + 4 + 5],
  [
    'retries of timeouts by those too',
    { A: task({ Retry: [retrier({ ErrorEquals: ['States.Timeout'] })], End: true }) },
    4 * 10 + 2 + 4 + 5,
  ],
  [
    'the longer way, a catcher among them',
    {
      A: task({ Catch: [{ Next: 'B' }], Next: 'C' }),
      B: task({ TimeoutSeconds: 7, End: true }),
      C: { Type: 'Succeed' },
    },
    17,
  ],
  [
    'what comes round again once, and what lies behind it',
    {
      A: { Type: 'Choice', Choices: [{ Next: 'B' }], Default: 'C' },
      B: task({ Next: 'A' }),
      C: task({ TimeoutSeconds: 3, End: true }),
    },
    13,
  ],
  [
    'a Parallel by its longest branch',
    {
      A: { Type: 'Parallel', Branches: [scope({ A: task({ End: true }) }), scope({ A: { Type: 'Fail' } })], End: true },
    },
    10,
  ],
  [
    'a Map by its rounds',
    { A: { Type: 'Map', MaxConcurrency: 3, ItemProcessor: scope({ A: task({ End: true }) }), End: true } },
    20,
  ],
])('counts %s', (_, states, seconds) => {
  expect(secondsOf(states)).toBe(seconds);
});

it('keeps to the one way that is meant', () => {
  const states = {
    A: { Type: 'Choice', Choices: [{ Next: 'B' }], Default: 'C' },
    B: task({ End: true }),
    C: { Type: 'Wait', Seconds: 1, End: true },
  };

  expect(secondsOf(states, { A: 'B' })).toBe(10);
  expect(() => secondsOf(states)).toThrow('`C` waits: its path has no longest time');
});

it.each([
  ['a Task without a timeout', { A: { Type: 'Task', End: true } }, '`A` needs a number as TimeoutSeconds'],
  [
    'a Distributed Map',
    { A: { Type: 'Map', ItemProcessor: { ...scope({}), ProcessorConfig: { Mode: 'DISTRIBUTED' } }, End: true } },
    '`A` has no bound of items',
  ],
])('refuses %s', (_, states, message) => {
  expect(() => secondsOf(states)).toThrow(message);
});
