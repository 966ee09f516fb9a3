import type { Json } from '../../language/definition';
import {
  type ChildExecutions,
  type ExecutionRecord,
  type MapRunRecord,
  type RunningExecution,
  type RunningMapRun,
  SimulatedClock,
  StatesError,
} from '../index';
import { memoryBuckets } from './buckets';
import { eventTypes, outcome, simulate, simulateRedrive, simulateResumption, start } from './simulate';

const pass = { Type: 'Pass', End: true };
const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'n.$': '$' }, End: true };

/** A machine whose only state is a Distributed Map. */
function machine(map: object, state: object = pass): object {
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  const ItemProcessor = { ProcessorConfig, StartAt: 'Inner', States: { Inner: state } };
  return { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor, End: true, ...map } } };
}

/** Fails for the items named. */
const failingFor =
  (...numbers: number[]) =>
  ({ arguments: given }: { readonly arguments: Json }): Json => {
    const { n } = given as { n: number };
    if (numbers.includes(n)) throw new StatesError('Broken', `item ${n}`);
    return n * 10;
  };

/** Keeps children as a service would. */
function keptChildren() {
  const records = new Map<string, ExecutionRecord>();
  const children: ChildExecutions = {
    store: () => ({
      save: async (record) => {
        records.set(record.executionArn, JSON.parse(JSON.stringify(record)) as ExecutionRecord);
      },
    }),
    load: async (executionArn) => records.get(executionArn),
  };
  return { records, children };
}

test('children are executions of their own, named after machine, label and Map Run', async () => {
  const { records, children } = keptChildren();
  const record = await outcome(machine({ Label: 'Each' }), { input: [1, 2], children });
  expect(record.output).toEqual([1, 2]);
  expect(eventTypes(record)).toEqual([
    'ExecutionStarted',
    'MapStateEntered',
    'MapStateStarted',
    'MapRunStarted',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
  const [child] = records.values();
  expect(child).toMatchObject({
    status: 'SUCCEEDED',
    input: 1,
    itemCount: 1,
    mapRunArn: record.mapRuns![0]!.mapRunArn,
  });
  expect(child!.executionArn).toMatch(/^arn:aws:states:eu-west-1:123456789012:execution:machine\/Each:[0-9a-f-]{36}$/);
  expect(eventTypes(child!)).toEqual(['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ExecutionSucceeded']);
});

test('a Map Run counts items and executions', async () => {
  const record = await outcome(machine({ ToleratedFailureCount: 1, ItemBatcher: { MaxItemsPerBatch: 2 } }, pass), {
    input: [1, 2, 3],
  });
  expect(record.output).toEqual([{ Items: [1, 2] }, { Items: [3] }]);
  expect(record.mapRuns).toMatchObject([
    {
      status: 'SUCCEEDED',
      toleratedFailureCount: 1,
      itemCounts: { succeeded: 3, total: 3, pending: 0 },
      executionCounts: { succeeded: 2, total: 2 },
    },
  ]);
});

test('MaxConcurrency bounds the children that run, and time passes for all of them at once', async () => {
  const wait = { Type: 'Wait', Seconds: 60, End: true };
  const took = async (MaxConcurrency: number): Promise<number> => {
    const record = await outcome(machine({ MaxConcurrency }, wait), { input: [1, 2, 3, 4] });
    return record.stopDate! - start;
  };
  expect(await took(2)).toBe(120_000);
  expect(await took(0)).toBe(60_000);
});

test('the first failure beyond what is tolerated fails the run and stops what is running', async () => {
  const { records, children } = keptChildren();
  const record = await outcome(machine({ ToleratedFailureCount: 1, MaxConcurrency: 1 }, task), {
    input: [1, 2, 3, 4],
    task: failingFor(1, 3),
    children,
  });
  expect(record).toMatchObject({
    status: 'FAILED',
    error: 'States.ExceedToleratedFailureThreshold',
    cause: 'The specified tolerated failure threshold was exceeded',
  });
  expect(eventTypes(record).slice(-3)).toEqual(['MapRunFailed', 'MapStateFailed', 'ExecutionFailed']);
  expect(record.mapRuns![0]!.itemCounts).toMatchObject({ failed: 2, succeeded: 1, pending: 1 });
  expect([...records.values()].map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED', 'FAILED']);
});

test('children that end at the moment in which the run fails count as what they ended with, and are written', async () => {
  const { mapObjects, objects } = memoryBuckets();
  const ResultWriter = { Resource: 'arn:aws:states:::s3:putObject', Parameters: { Bucket: 'out', Prefix: 'runs' } };
  const record = await outcome(machine({ ToleratedFailureCount: 0, ResultWriter }, task), {
    input: [1, 2, 3],
    task: failingFor(1, 2),
    mapObjects,
  });
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
  expect(record.mapRuns![0]!.itemCounts).toMatchObject({ failed: 2, succeeded: 1, aborted: 0, pending: 0 });
  const files = [...objects].flatMap(([key, text]) =>
    /(SUCCEEDED|FAILED)_0/.test(key) ? JSON.parse(String(text)) : [],
  );
  expect(files).toHaveLength(3);
});

test('a percentage is of all items; failures within it leave the other results', async () => {
  const tolerate = (ToleratedFailurePercentage: number) =>
    outcome(machine({ ToleratedFailurePercentage }, task), { input: [1, 2, 3, 4], task: failingFor(2) });
  expect((await tolerate(25)).output).toEqual([10, 30, 40]);
  expect((await tolerate(24)).error).toBe('States.ExceedToleratedFailureThreshold');
});

test('a catcher of the Map state catches the threshold, a retrier runs the whole Map Run again', async () => {
  const Retry = [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], MaxAttempts: 1 }];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];
  const definition = machine({ Retry, Catch }, task) as { States: object };
  const record = await outcome(
    { ...definition, States: { ...definition.States, Caught: pass } },
    { input: [1], task: failingFor(1) },
  );
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.ExceedToleratedFailureThreshold' } });
  expect(record.mapRuns!.map(({ status }) => status)).toEqual(['FAILED', 'FAILED']);
});

test('the ItemSelector sees the item, its key and where it comes from; variables stay outside', async () => {
  const ItemSelector = { 'item.$': '$$.Map.Item', 'all.$': '$.docs' };
  const record = await outcome(machine({ ItemsPath: '$.docs', ItemSelector }), { input: { docs: { a: 1 } } });
  expect(record.output).toEqual([{ item: { Index: 0, Key: 'a', Value: 1, Source: 'STATE_DATA' }, all: { a: 1 } }]);
});

test('JSONata Items may be an object; what is neither that nor an array is a failed evaluation', async () => {
  const run = (Items: unknown) =>
    outcome(machine({ QueryLanguage: 'JSONata', Items }), { input: { docs: { a: 1, b: 2 } } });
  expect((await run('{% $states.input.docs %}')).output).toEqual([1, 2]);
  expect((await run('{% $states.input.docs.a %}')).cause).toMatch(/Expected 'array', but was 'number' for value: 1$/);
});

test('a batch is closed before it is larger than MaxInputBytesPerBatch; BatchInput goes into each', async () => {
  const ItemBatcher = { MaxInputBytesPerBatch: 70, BatchInput: { 'k.$': '$[0]' } };
  const record = await outcome(machine({ ItemBatcher }), { input: ['aaaaaaaa', 'bbbbbbbb', 'cccccccc'] });
  expect((record.output as { Items: string[] }[]).map(({ Items }) => Items.length)).toEqual([2, 1]);
  expect(record.output).toMatchObject([{ BatchInput: { k: 'aaaaaaaa' } }, { BatchInput: { k: 'aaaaaaaa' } }]);
});

test('stopping the execution stops its children', async () => {
  const clock = new SimulatedClock(start);
  const { records, children } = keptChildren();
  const running = simulate(machine({}, { Type: 'Wait', Seconds: 600, End: true }), { input: [1, 2], clock, children });
  await clock.sleep(5);
  running.stop();
  const record = await running.result;
  expect(record.mapRuns).toMatchObject([{ status: 'ABORTED', itemCounts: { aborted: 2 } }]);
  await clock.sleep(1);
  expect([...records.values()].map(({ status }) => status)).toEqual(['ABORTED', 'ABORTED']);
});

test('another process takes the ends of children that it finds kept, and goes on with the others', async () => {
  const clock = new SimulatedClock(start);
  const { children } = keptChildren();
  const definition = machine(
    {},
    {
      Type: 'Wait',
      SecondsPath: '$',
      End: true,
    },
  );
  const first = simulate(definition, { input: [10, 500], clock, children });
  await clock.sleep(60);
  const left = first.record();
  first.abandon();
  const second = simulateResumption(definition, left, { clock, children });
  const record = await second.result;
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: [10, 500], stopDate: start + 500_000 });
});

test('a redrive tries only the children again that did not succeed', async () => {
  const { children } = keptChildren();
  const runs: MapRunRecord[] = [];
  const definition = machine({ MaxConcurrency: 1 }, task);
  const failed = await outcome(definition, { input: [1, 2, 3], task: failingFor(2), children });
  const called: Json[] = [];
  const again = simulateRedrive(definition, failed, {
    children: { ...children, mapRunBegan: (run) => runs.push(run.record()) },
    task: ({ arguments: given }) => {
      called.push(given);
      return 7;
    },
  });
  const record = await again.result;
  expect(called).toEqual([{ n: 2 }, { n: 3 }]);
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: [10, 7, 7], redriveCount: 1 });
  expect(eventTypes(record).slice(eventTypes(failed).length)).toEqual([
    'ExecutionRedriven',
    'MapRunRedriven',
    'MapRunSucceeded',
    'MapStateSucceeded',
    'MapStateExited',
    'ExecutionSucceeded',
  ]);
  expect(record.mapRuns).toMatchObject([{ mapRunArn: failed.mapRuns![0]!.mapRunArn, redriveCount: 1 }]);
});

test('Express state machines refuse a Distributed Map by name', () => {
  expect(() => simulate(machine({}), { type: 'EXPRESS' })).toThrow(/`M` is a Distributed Map/);
});

test('children that are Express refuse what would have to wait for a token; Standard ones have tokens of their own', async () => {
  const waiting = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true };
  const express = machine({}, waiting) as { States: { M: { ItemProcessor: { ProcessorConfig: object } } } };
  express.States.M.ItemProcessor.ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };
  expect(() => simulate(express)).toThrow(/`Inner` calls `arn:aws:states:::sqs:sendMessage.waitForTaskToken`/);

  const begun = new Map<string, RunningExecution>();
  const record = await outcome(machine({}, waiting), {
    input: [1, 2],
    children: { began: (child) => begun.set(child.executionArn, child) },
    task: ({ taskToken, executionArn }) => {
      queueMicrotask(() => queueMicrotask(() => begun.get(executionArn)!.sendTaskSuccess(taskToken!, executionArn)));
      return {};
    },
  });
  expect(record.output).toEqual([...begun.keys()]);
});

test('UpdateMapRun takes effect while the run lasts', async () => {
  const clock = new SimulatedClock(start);
  let mapRun: RunningMapRun | undefined;
  const running = simulate(machine({ MaxConcurrency: 1 }, { Type: 'Wait', Seconds: 60, End: true }), {
    input: [1, 2, 3],
    clock,
    children: { mapRunBegan: (begun) => (mapRun = begun) },
  });
  await clock.sleep(30);
  expect(mapRun!.record()).toMatchObject({ maxConcurrency: 1, itemCounts: { running: 1, pending: 2 } });
  mapRun!.update({ maxConcurrency: 3, toleratedFailureCount: 2 });
  expect(mapRun!.record()).toMatchObject({ maxConcurrency: 3, toleratedFailureCount: 2, itemCounts: { running: 3 } });
  expect((await running.result).stopDate).toBe(start + 90_000);
});

test('what was kept of a child and cannot be read fails the Map Run, not the process', async () => {
  const clock = new SimulatedClock(start);
  const definition = machine({}, { Type: 'Wait', Seconds: 60, End: true });
  const first = simulate(definition, { input: [1], clock, children: keptChildren().children });
  await clock.sleep(5);
  const left = first.record();
  first.abandon();
  const children = { load: () => Promise.reject(new Error('the disk is gone')) };
  const record = await simulateResumption(definition, left, { clock, children }).result;
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: 'the disk is gone' });
});
