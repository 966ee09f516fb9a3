import type { Json } from '../../language/definition';
import { redriveStatusOf, SimulatedClock, StatesError, type TaskCall } from '../index';
import { eventTypes, machineOf, outcome, simulate, simulateRedrive, start } from './simulate';

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const pass = { Type: 'Pass', End: true };
const fails = (): never => {
  throw new StatesError('Broken', 'for now');
};

/** Answers, and records the states that called. */
const noting =
  (called: string[], answer: (call: TaskCall) => Json) =>
  (call: TaskCall): Json => {
    called.push(call.stateName);
    return answer(call);
  };

test('goes on from the failed state with its input; the history is continued, the state is not entered again', async () => {
  const definition = {
    StartAt: 'A',
    States: { A: { Type: 'Pass', Result: 1, Assign: { v: 2 }, Next: 'T' }, T: { ...task, Next: 'Z' }, Z: pass },
  };
  const failed = await outcome(definition, { task: fails });
  const again = simulateRedrive(definition, failed, { task: () => 3 });
  const record = await again.result;
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: 3, redriveCount: 1, executionArn: failed.executionArn });
  expect(record).not.toHaveProperty('error');
  expect(record).not.toHaveProperty('redrivePosition');
  expect(record.history.slice(0, failed.history.length)).toEqual(failed.history);
  expect(eventTypes(record).slice(failed.history.length)).toEqual([
    'ExecutionRedriven',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'PassStateEntered',
    'PassStateExited',
    'ExecutionSucceeded',
  ]);
  expect(record.history[failed.history.length]).toMatchObject({
    previousEventId: failed.history.length,
    executionRedrivenEventDetails: { redriveCount: 1 },
  });
});

test('is timed in the context object', async () => {
  const definition = machineOf({ ...task, ResultSelector: { 'at.$': '$$.Execution.RedriveTime' } });
  const failed = await outcome(definition, { task: fails });
  const clock = new SimulatedClock(start + 60_000);
  const record = await simulateRedrive(definition, failed, { clock, task: () => 1 }).result;
  expect(record.output).toEqual({ at: '2026-01-01T00:01:00Z' });
});

test('gives the retriers their attempts back and counts itself in the context object', async () => {
  const definition = machineOf({
    ...task,
    Parameters: { 'redrives.$': '$$.Execution.RedriveCount' },
    Retry: [{ ErrorEquals: ['Broken'], MaxAttempts: 2 }],
  });
  const called: string[] = [];
  const failing = { task: noting(called, fails) };
  const first = await outcome(definition, failing);
  const second = await simulateRedrive(definition, first, failing).result;
  expect(called).toHaveLength(6);
  expect(second).toMatchObject({ status: 'FAILED', redriveCount: 1, retries: 4 });
  const third = await simulateRedrive(definition, second, { task: ({ arguments: given }) => given }).result;
  expect(third.output).toEqual({ redrives: 2 });
});

test('an execution that ended in a Fail state enters it again', async () => {
  const definition = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } };
  const failed = await outcome(definition);
  const again = await simulateRedrive(definition, failed).result;
  expect(again).toMatchObject({ status: 'FAILED', error: 'E' });
  expect(eventTypes(again).slice(-3)).toEqual(['ExecutionRedriven', 'FailStateEntered', 'ExecutionFailed']);
});

test('only the branches of a Parallel that did not end well are run again', async () => {
  const branch = (name: string) => ({ StartAt: name, States: { [name]: { ...task, End: true } } });
  const wait = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 9, Next: 'X' }, X: { ...task, End: true } } };
  const definition = machineOf({ Type: 'Parallel', Branches: [branch('A'), branch('B'), wait] });
  const clock = new SimulatedClock(start);
  const failed = await outcome(definition, {
    clock,
    task: async ({ stateName }) => {
      if (stateName === 'A') return 'a';
      await clock.sleep(1);
      return fails();
    },
  });
  const called: string[] = [];
  const again = simulateRedrive(definition, failed, { task: noting(called, ({ stateName }) => stateName) });
  expect((await again.result).output).toEqual(['a', 'B', 'X']);
  expect(called).toEqual(['B', 'X']);
});

test('only the iterations of a Map that did not end well are run again', async () => {
  const ItemProcessor = { StartAt: 'T', States: { T: { ...task, Parameters: { 'n.$': '$' }, End: true } } };
  const definition = machineOf({ Type: 'Map', MaxConcurrency: 1, ItemProcessor });
  const failed = await outcome(definition, {
    input: [1, 2, 3],
    task: ({ arguments: given }) => ((given as { n: number }).n === 2 ? fails() : given),
  });
  const called: string[] = [];
  const again = simulateRedrive(definition, failed, { task: noting(called, ({ arguments: given }) => given) });
  expect((await again.result).output).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  expect(called).toHaveLength(2);
});

test('one that timed out has its whole time again', async () => {
  const definition = machineOf({ Type: 'Wait', Seconds: 80 }, { TimeoutSeconds: 100 });
  const clock = new SimulatedClock(start);
  const running = simulate(definition, { clock });
  await clock.sleep(30);
  running.stop();
  const aborted = await running.result;
  await clock.sleep(50);
  const record = await simulateRedrive(definition, aborted, { clock }).result;
  expect(record).toMatchObject({ status: 'SUCCEEDED', stopDate: start + 160_000, redriveDate: start + 80_000 });
});

test('says what cannot be redriven, and why', async () => {
  const failed = await outcome(machineOf({ Type: 'Pass', Parameters: { 'a.$': '$.nowhere' } }));
  const day = 24 * 3600 * 1000;
  const soon = failed.stopDate! + day;
  expect(redriveStatusOf(failed, soon)).toEqual({ redriveStatus: 'REDRIVABLE' });
  expect(redriveStatusOf(failed, failed.stopDate! + 15 * day).redriveStatusReason).toBe(
    'Execution redrivable period exceeded',
  );
  expect(redriveStatusOf({ ...failed, type: 'EXPRESS' }, soon).redriveStatus).toBe('NOT_REDRIVABLE');
  expect(redriveStatusOf({ ...failed, mapRunArn: 'arn' }, soon).redriveStatus).toBe('REDRIVABLE_BY_MAP_RUN');
  const succeeded = await outcome(machineOf({ Type: 'Pass' }));
  expect(() => simulateRedrive(machineOf({ Type: 'Pass' }), succeeded)).toThrow(
    'Execution is SUCCEEDED and cannot be redriven',
  );
});
