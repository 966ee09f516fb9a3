import type { ScopePosition, VisitPhase } from '@document-pipelines/asl/interpreter';
import { standstillOf } from './waiting';

function at(phase: VisitPhase): ScopePosition {
  const visit = { enteredAt: 0, enteredEventId: 1, retrierCounts: [], retryCount: 0, phase };
  return { stateName: 'Here', input: {}, variables: {}, lastEventId: 1, visit };
}

const asking: VisitPhase = { kind: 'calling', arguments: {}, taskToken: 'token', submitted: true };
const working: VisitPhase = { kind: 'calling', arguments: {}, submitted: false };

test.each<[string, VisitPhase, unknown]>([
  ['a task whose request was taken waits for an answer', asking, { kind: 'answer', stateName: 'Here' }],
  ['a task whose request is on its way is at work', { ...asking, submitted: false }, undefined],
  ['a task without a token is at work', working, undefined],
  [
    'a wait beyond a minute is far away',
    { kind: 'waiting', until: 61_000 },
    { kind: 'time', stateName: 'Here', until: 61_000 },
  ],
  ['a short wait is work', { kind: 'waiting', until: 59_000 }, undefined],
  ["a retry's pause is work, however long", { kind: 'pausingBeforeRetry', until: 900_000 }, undefined],
])('%s', (_what, phase, expected) => {
  expect(standstillOf(at(phase), 0)).toEqual(expected);
});

test('a Parallel stands still when all its running branches do', () => {
  const branch = (phase: VisitPhase) => ({ kind: 'running', position: at(phase) }) as const;
  const done = { kind: 'succeeded', output: 1, lastEventId: 2 } as const;

  expect(
    standstillOf(at({ kind: 'branching', length: 2, maxConcurrency: 2, children: [branch(asking), done] }), 0),
  ).toEqual({
    kind: 'answer',
    stateName: 'Here',
  });
  expect(
    standstillOf(
      at({ kind: 'branching', length: 2, maxConcurrency: 2, children: [branch(asking), branch(working)] }),
      0,
    ),
  ).toBeUndefined();
});

test('an execution that has not entered its first state is at work', () => {
  expect(standstillOf({ stateName: 'Here', input: {}, variables: {}, lastEventId: 0 }, 0)).toBeUndefined();
});
