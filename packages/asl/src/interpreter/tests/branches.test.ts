import { SimulatedClock, StatesError } from '../index';
import { eventTypes, outcome, start } from './simulate';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const pass = { Type: 'Pass', End: true };

/** A Parallel of two tasks, A and B. */
function parallel(more: object = {}): object {
  const branch = (name: string): object => ({ StartAt: name, States: { [name]: { ...task, End: true } } });
  return {
    StartAt: 'P',
    States: { P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true, ...more }, Caught: pass },
  };
}

/** A Map whose iterations are one task. */
function map(more: object = {}): object {
  return {
    StartAt: 'M',
    States: {
      M: { Type: 'Map', ItemProcessor: { StartAt: 'T', States: { T: { ...task, End: true } } }, End: true, ...more },
    },
  };
}

test('the outputs of a Parallel stand in the order of its branches, not of their ends', async () => {
  const clock = new SimulatedClock(start);
  const record = await outcome(parallel(), {
    clock,
    task: async ({ stateName }) => {
      await clock.sleep(stateName === 'A' ? 9 : 1);
      return stateName;
    },
  });
  expect(record.output).toEqual(['A', 'B']);
});

test('a branch that fails aborts the others; its Error and Cause pass through', async () => {
  let aborted = '';
  const record = await outcome(parallel({ Catch: [{ ErrorEquals: ['Odd'], Next: 'Caught' }] }), {
    task: ({ stateName }, signal) => {
      if (stateName === 'B') throw new StatesError('Odd', 'because');
      signal.addEventListener('abort', () => {
        aborted = stateName;
      });
      return new Promise(() => undefined);
    },
  });
  expect(record.output).toEqual({ Error: 'Odd', Cause: 'because' });
  expect(aborted).toBe('A');
  // Recorded on AWS: the failed Task, too, has an aborted event.
  expect(eventTypes(record).filter((type) => type === 'TaskStateAborted')).toHaveLength(2);
});

test.each([
  ['Parallel', parallel],
  ['Map', map],
] as const)('the failure of a %s that is caught is in the history once, before the exit', async (type, machine) => {
  const definition = machine({ Catch: [{ ErrorEquals: ['Odd'], Next: 'Caught' }] }) as { States: object };
  const record = await outcome(
    { ...definition, States: { ...definition.States, Caught: pass } },
    {
      input: [1],
      task: () => {
        throw new StatesError('Odd', 'because');
      },
    },
  );
  const types = eventTypes(record);
  const failed = types.indexOf(`${type}StateFailed`);
  expect(types.slice(failed, failed + 2)).toEqual([`${type}StateFailed`, `${type}StateExited`]);
  expect(types.filter((each) => each === `${type}StateFailed`)).toHaveLength(1);
  expect(record.history[failed + 1]!.previousEventId).toBe(failed + 1);
});

test('a Parallel that is retried runs all its branches again', async () => {
  const called: string[] = [];
  const record = await outcome(parallel({ Retry: [{ ErrorEquals: ['Odd'] }] }), {
    task: ({ stateName }) => {
      called.push(stateName);
      if (called.length === 2) throw new StatesError('Odd');
      return stateName;
    },
  });
  expect(record).toMatchObject({ status: 'SUCCEEDED', retries: 1, output: ['A', 'B'] });
  expect(called).toEqual(['A', 'B', 'A', 'B']);
});

test('branches read the variables outside; theirs do not leave', async () => {
  const branch = {
    StartAt: 'In',
    States: {
      In: { Type: 'Pass', Assign: { inner: '{% $outer + 1 %}' }, Next: 'Out' },
      Out: { Type: 'Pass', Output: '{% $inner %}', End: true },
    },
  };
  const record = await outcome({
    QueryLanguage: 'JSONata',
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { outer: 1 }, Next: 'P' },
      P: { Type: 'Parallel', Branches: [branch, branch], Next: 'After' },
      After: { Type: 'Pass', Output: { results: '{% $states.input %}', leaked: '{% $exists($inner) %}' }, End: true },
    },
  });
  expect(record.output).toEqual({ results: [2, 2], leaked: false });
});

test('Assign and Output see the variables as they were before the state', async () => {
  const record = await outcome({
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
      B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}', y: '{% $x %}' }, Output: '{% $x %}', Next: 'C' },
      C: { Type: 'Pass', Output: '{% [$states.input, $x, $y] %}', End: true },
    },
  });
  expect(record.output).toEqual([1, 2, 1]);
});

test('a Map runs MaxConcurrency iterations at once', async () => {
  const clock = new SimulatedClock(start);
  let now = 0;
  let most = 0;
  const record = await outcome(map({ MaxConcurrency: 3 }), {
    input: Array.from({ length: 10 }, (_, index) => index),
    clock,
    task: async ({ arguments: item }) => {
      most = Math.max(most, ++now);
      await clock.sleep(1);
      now--;
      return item;
    },
  });
  expect(record.output).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(most).toBe(3);
});

test('an iteration sees its item in the context object, inside nested Maps that of the innermost', async () => {
  const selector = { 'index.$': '$$.Map.Item.Index', 'value.$': '$$.Map.Item.Value' };
  const inner = {
    Type: 'Map',
    ItemSelector: selector,
    ItemProcessor: { StartAt: 'T', States: { T: pass } },
    End: true,
  };
  const outer = { Type: 'Map', ItemProcessor: { StartAt: 'I', States: { I: inner } }, End: true };
  const record = await outcome({ StartAt: 'O', States: { O: outer } }, { input: [['a', 'b'], ['c']] });
  expect(record.output).toEqual([
    [
      { index: 0, value: 'a' },
      { index: 1, value: 'b' },
    ],
    [{ index: 0, value: 'c' }],
  ]);
});

test('a Map over nothing succeeds with nothing', async () => {
  const record = await outcome(map(), { input: [] });
  expect(record.output).toEqual([]);
  expect(eventTypes(record).slice(2, 4)).toEqual(['MapStateStarted', 'MapStateSucceeded']);
});

test('tolerated failures are left out; one more fails the Map', async () => {
  const failing = (bad: readonly number[]) => ({
    input: [0, 1, 2, 3],
    task: ({ mapIndexes }: { mapIndexes: readonly number[] }) => {
      if (bad.includes(mapIndexes[0]!)) throw new StatesError('Odd');
      return mapIndexes[0]!;
    },
  });
  const tolerant = map({ ToleratedFailureCount: 1 });
  expect((await outcome(tolerant, failing([2]))).output).toEqual([0, 1, 3]);
  expect((await outcome(tolerant, failing([1, 2]))).error).toBe('States.ExceedToleratedFailureThreshold');
  expect((await outcome(map(), failing([2]))).error).toBe('Odd');
});

test('an ItemSelector that fails is the failure of its Map, which may catch it', async () => {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'M',
    States: {
      M: {
        Type: 'Map',
        Items: [1, 2],
        ItemSelector: '{% $states.context.Map.Item.Index = 1 ? $absent : 0 %}',
        ItemProcessor: { StartAt: 'T', States: { T: pass } },
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Output: 'caught', Next: 'C' }],
        End: true,
      },
      C: pass,
    },
  };
  expect(await outcome(definition)).toMatchObject({ status: 'SUCCEEDED', output: 'caught' });
});
