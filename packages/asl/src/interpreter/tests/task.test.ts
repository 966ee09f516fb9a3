import { SimulatedClock, StatesError } from '../index';
import { eventTypes, machineOf, outcome, simulate, start } from './simulate';

const invoke = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'Payload.$': '$' } };
const waitForToken = {
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { 'MessageBody.$': '$$.Task.Token' },
};

test('a task is scheduled, started, succeeded; its result is the output', async () => {
  const record = await outcome(machineOf(invoke), { input: { a: 1 }, task: ({ arguments: given }) => [given] });
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: [{ Payload: { a: 1 } }], statesEntered: 1, retries: 0 });
  expect(eventTypes(record)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
});

test('a retried task waits between its attempts, counts them, and tells the context object', async () => {
  const clock = new SimulatedClock(start);
  const counts: number[] = [];
  const record = await outcome(
    machineOf({
      ...invoke,
      Retry: [{ ErrorEquals: ['Throttled'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }],
    }),
    {
      clock,
      task: ({ retryCount }) => {
        counts.push(retryCount);
        throw new StatesError('Throttled', 'slow down');
      },
    },
  );
  expect(counts).toEqual([0, 1, 2]);
  expect(record).toMatchObject({
    status: 'FAILED',
    error: 'Throttled',
    cause: 'slow down',
    statesEntered: 1,
    retries: 2,
  });
  expect(record.stopDate! - start).toBe(8_000);
});

test('Retry is asked before Catch, and the catcher gets the error output by its ResultPath', async () => {
  const record = await outcome(
    {
      StartAt: 'A',
      States: {
        A: {
          ...invoke,
          Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'B' }],
          End: true,
        },
        B: { Type: 'Pass', End: true },
      },
    },
    { input: { kept: true }, task: () => Promise.reject(new StatesError('Odd', 'because')) },
  );
  expect(record).toMatchObject({ retries: 1, output: { kept: true, failure: { Error: 'Odd', Cause: 'because' } } });
});

test('what a handler throws that is no StatesError is its defect: States.Runtime, which States.ALL does not catch', async () => {
  const record = await outcome(machineOf({ ...invoke, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Only' }] }), {
    task: () => Promise.reject(new TypeError('x is not a function')),
  });
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: 'x is not a function' });
});

test('neither Retry nor Catch takes States.Runtime, not by its name either', async () => {
  const record = await outcome(
    machineOf({
      ...invoke,
      OutputPath: '$.nowhere',
      Retry: [{ ErrorEquals: ['States.Runtime'] }],
      Catch: [{ ErrorEquals: ['States.Runtime'], Next: 'Only' }],
    }),
    { task: () => ({ ok: 1 }) },
  );
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime', retries: 0 });
});

test('the context object of a `.sync` Task holds a token, which nothing waits for', async () => {
  const calls: unknown[] = [];
  const record = await outcome(
    machineOf({
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync',
      Parameters: { 'token.$': '$$.Task.Token' },
      ResultSelector: { 'token.$': '$$.Task.Token' },
    }),
    {
      task: ({ taskToken, arguments: given }) => {
        calls.push(taskToken, given);
        return {};
      },
    },
  );
  const { token } = record.output as { token: string };
  expect(token).toMatch(/^[\w-]{20,}$/);
  expect(calls).toEqual([undefined, { token }]);
});

test('a catcher sees the cause of a timeout as an empty string; the history has none', async () => {
  const record = await outcome(
    {
      StartAt: 'T',
      States: {
        T: { ...invoke, TimeoutSeconds: 5, Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'C' }], End: true },
        C: { Type: 'Succeed' },
      },
    },
    { task: () => new Promise(() => undefined) },
  );
  expect(record.output).toEqual({ Error: 'States.Timeout', Cause: '' });
  const timedOut = record.history.find(({ type }) => type === 'TaskTimedOut');
  expect(timedOut?.taskTimedOutEventDetails).not.toHaveProperty('cause');
});

test('TimeoutSeconds holds for each attempt and aborts the call', async () => {
  const clock = new SimulatedClock(start);
  let aborted = 0;
  const record = await outcome(
    machineOf({ ...invoke, TimeoutSeconds: 30, Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }] }),
    {
      clock,
      task: (_call, signal) => {
        signal.addEventListener('abort', () => aborted++);
        return new Promise(() => undefined);
      },
    },
  );
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  expect(record.stopDate! - start).toBe(61_000);
  expect(aborted).toBe(2);
});

test('TimeoutSecondsPath reads the input', async () => {
  const record = await outcome(machineOf({ ...invoke, TimeoutSecondsPath: '$.limit' }), {
    input: { limit: 7 },
    task: () => new Promise(() => undefined),
  });
  expect(record.stopDate! - start).toBe(7_000);
});

test('a task token ends the Task from outside, once', async () => {
  const clock = new SimulatedClock(start);
  let token = '';
  const running = simulate(machineOf(waitForToken), {
    clock,
    task: ({ taskToken, arguments: given }) => {
      expect(given).toEqual({ MessageBody: taskToken });
      token = taskToken!;
      return { MessageId: 'm' };
    },
  });
  await clock.sleep(5);
  expect(eventTypes(running.record()).at(-1)).toBe('TaskSubmitted');
  running.sendTaskSuccess(token, { answer: 42 });
  expect(await running.result).toMatchObject({ status: 'SUCCEEDED', output: { answer: 42 } });
  expect(() => running.sendTaskSuccess(token, {})).toThrow(expect.objectContaining({ name: 'TaskTimedOut' }));
});

test('a token is answered before the request has returned, as a function that is quick does', async () => {
  const clock = new SimulatedClock(start);
  const running = simulate(machineOf(waitForToken), {
    clock,
    task: async ({ taskToken }) => {
      running.sendTaskSuccess(taskToken!, 'early');
      return {};
    },
  });
  expect(await running.result).toMatchObject({ status: 'SUCCEEDED', output: 'early' });
});

test('SendTaskFailure without an error is caught with nulls, as recorded on AWS', async () => {
  const clock = new SimulatedClock(start);
  let token = '';
  const running = simulate(
    {
      StartAt: 'A',
      States: {
        A: { ...waitForToken, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }], End: true },
        B: { Type: 'Pass', End: true },
      },
    },
    {
      clock,
      task: ({ taskToken }) => {
        token = taskToken!;
        return {};
      },
    },
  );
  await clock.sleep(1);
  running.sendTaskFailure(token, {});
  expect((await running.result).output).toEqual({ Error: null, Cause: null });
});

test('heartbeats put the deadline off; without one the Task times out, catchable under both names', async () => {
  const clock = new SimulatedClock(start);
  let token = '';
  const running = simulate(
    {
      StartAt: 'A',
      States: {
        A: {
          ...waitForToken,
          HeartbeatSeconds: 10,
          Catch: [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'B' }],
          End: true,
        },
        B: { Type: 'Pass', End: true },
      },
    },
    {
      clock,
      task: ({ taskToken }) => {
        token = taskToken!;
        return {};
      },
    },
  );
  for (const _ of [1, 2, 3]) {
    await clock.sleep(8);
    running.sendTaskHeartbeat(token);
  }
  const record = await running.result;
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.Timeout' } });
  expect(record.stopDate! - start).toBe(34_000);
});

test('a token of another execution, and a text that is no token, are told apart', () => {
  const running = simulate(machineOf(waitForToken), { task: () => ({}) });
  const foreign = Buffer.from(JSON.stringify(['arn:other', 'id'])).toString('base64url');
  expect(() => running.sendTaskSuccess(foreign, {})).toThrow(expect.objectContaining({ name: 'TaskDoesNotExist' }));
  expect(() => running.sendTaskSuccess('nonsense', {})).toThrow(expect.objectContaining({ name: 'InvalidToken' }));
  running.abandon();
});

test('.sync tells the history when the request was taken', async () => {
  const record = await outcome(machineOf({ ...invoke, Resource: 'arn:aws:states:::states:startExecution.sync:2' }), {
    task: async (call) => {
      call.submitted({ ExecutionArn: 'child' });
      return { Output: 1 };
    },
  });
  expect(eventTypes(record).slice(2, 6)).toEqual(['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
});
