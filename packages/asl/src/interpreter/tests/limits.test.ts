import type { Json, StateMachineDefinition } from '../../language/definition';
import { compileStateMachine, SimulatedClock, StatesError } from '../index';
import { machineOf, outcome, simulate, start } from './simulate';

const kib = 1024;

test('an output of 256 KiB passes, a byte more does not, and nothing catches that', async () => {
  const text = (bytes: number): string => 'x'.repeat(bytes - 2);
  const pass = (Result: string): object => machineOf({ Type: 'Pass', Result });
  expect((await outcome(pass(text(256 * kib)))).status).toBe('SUCCEEDED');
  expect(await outcome(pass(text(256 * kib + 1)))).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause: "The state/task 'Only' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

test('bytes are counted, not characters', async () => {
  const record = await outcome(machineOf({ Type: 'Pass', Result: 'é'.repeat(140 * kib) }));
  expect(record.error).toBe('States.DataLimitExceeded');
});

test('a task’s result that is too large is a failure of the task, which States.ALL catches, as recorded on AWS', async () => {
  const definition = {
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'C' }],
        End: true,
      },
      C: { Type: 'Pass', End: true },
    },
  };
  const record = await outcome(definition, { task: () => 'x'.repeat(300 * kib) });
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.DataLimitExceeded' } });
});

describe('variables', () => {
  const text = (bytes: number): string => 'x'.repeat(bytes - 2);
  const assign = (Assign: object): object => machineOf({ Type: 'Pass', Assign, Catch: [] });
  const limit = { status: 'FAILED', error: 'States.DataLimitExceeded' };

  test('take 256 KiB each, and no byte more', async () => {
    expect((await outcome(assign({ a: text(256 * kib) }))).status).toBe('SUCCEEDED');
    const record = await outcome(assign({ b: text(256 * kib + 1) }));
    expect(record).toMatchObject(limit);
    expect(record.cause).toContain("the variable 'b'");
    expect(record.history.at(-1)!.type).toBe('ExecutionFailed');
  });

  test('take 256 KiB together in one Assign', async () => {
    expect((await outcome(assign({ a: text(128 * kib), b: text(128 * kib) }))).status).toBe('SUCCEEDED');
    expect(await outcome(assign({ a: text(128 * kib), b: text(128 * kib + 1) }))).toMatchObject(limit);
  });

  /** A chain of Pass states that each assign 200 KiB. */
  const chain = (names: readonly string[]): object => ({
    StartAt: 'S0',
    States: Object.fromEntries(
      names.map((name, at) => {
        const next = at + 1 < names.length ? { Next: `S${at + 1}` } : { End: true };
        return [`S${at}`, { Type: 'Pass', Assign: { [name]: text(200 * kib) }, ...next }];
      }),
    ),
  });
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `v${at}`);

  test('take 10 MiB together; those that replace others do not add up', async () => {
    expect((await outcome(chain(numbered(51)))).status).toBe('SUCCEEDED');
    expect(await outcome(chain(numbered(52)))).toMatchObject(limit);
    expect((await outcome(chain(Array.from({ length: 120 }, () => 'same')))).status).toBe('SUCCEEDED');
  });

  test('of an iteration go with it, and count with those around it while it lasts', async () => {
    const map = (count: number): object => ({
      Type: 'Map',
      ItemProcessor: chain(numbered(count)),
      MaxConcurrency: 1,
      End: true,
    });
    const machine = (count: number): object => ({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Assign: { around: text(200 * kib) }, Next: 'M' }, M: map(count) },
    });
    expect((await outcome(machine(50), { input: [1, 2, 3] })).status).toBe('SUCCEEDED');
    expect(await outcome(machine(51), { input: [1, 2, 3] })).toMatchObject(limit);
  });
});

test('a loop without effects lets the event loop have its turn and ends at the 25,000th event', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  const record = await outcome({ StartAt: 'Loop', States: { Loop: { Type: 'Pass', Next: 'Loop' } } });
  clearInterval(timer);
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(record.history).toHaveLength(25_000);
  expect(record.history.at(-1)!.type).toBe('ExecutionFailed');
  expect(turns).toBeGreaterThan(2);
});

test('the definition’s TimeoutSeconds ends the execution, and Express ends after five minutes', async () => {
  const wait = { Type: 'Wait', Seconds: 3600 };
  expect(await outcome(machineOf(wait, { TimeoutSeconds: 90 }))).toMatchObject({
    status: 'TIMED_OUT',
    error: 'States.Timeout',
    stopDate: start + 90_000,
  });
  expect(await outcome(machineOf(wait), { type: 'EXPRESS' })).toMatchObject({ stopDate: start + 300_000 });
});

test('Express refuses what would have to wait for a token, by name', () => {
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
  expect(() => simulate(machineOf(task), { type: 'EXPRESS' })).toThrow(
    /`Only` calls `arn:aws:states:::sqs:sendMessage.waitForTaskToken`/,
  );
});

test('a cause is cut to 32,768 characters, for catchers, events and the execution alike', async () => {
  const cause = JSON.stringify({ Output: 'x'.repeat(40_000) });
  const failing = { task: () => Promise.reject(new StatesError('States.TaskFailed', cause)) };
  const state = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2' };
  const caught = await outcome(
    {
      StartAt: 'T',
      States: {
        T: { ...state, Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'C' }], End: true },
        C: { Type: 'Succeed' },
      },
    },
    failing,
  );
  const failed = await outcome(machineOf(state), failing);

  const cut = cause.slice(0, 32_768);
  expect(caught.output).toEqual({ Error: 'States.TaskFailed', Cause: cut });
  expect(failed).toMatchObject({ error: 'States.TaskFailed', cause: cut });
  expect(failed.history.find(({ type }) => type === 'TaskFailed')?.taskFailedEventDetails?.cause).toBe(cut);
});

test('StopExecution aborts with the error and cause given', async () => {
  const clock = new SimulatedClock(start);
  const running = simulate(machineOf({ Type: 'Wait', Seconds: 3600 }), { clock });
  await clock.sleep(5);
  running.stop({ error: 'Stopped', cause: 'by hand' });
  const record = await running.result;
  expect(record).toMatchObject({ status: 'ABORTED', error: 'Stopped', cause: 'by hand', stopDate: start + 5_000 });
  expect(record.history.at(-1)!.type).toBe('ExecutionAborted');
});

test('keys such as __proto__ are data and change no prototype', async () => {
  const input = JSON.parse(
    '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
  ) as object;
  const record = await outcome(
    machineOf({ Type: 'Pass', Assign: { 'constructor.$': '$.constructor' }, ResultPath: '$.again' }),
    { input: input as never },
  );
  expect(record.status).toBe('SUCCEEDED');
  expect(JSON.stringify(record.output)).toContain('"__proto__":{"polluted":true}');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('the same run twice is identical: times, jitter, tokens', async () => {
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 5 };
  const Retry = [{ ErrorEquals: ['States.ALL'], JitterStrategy: 'FULL', MaxAttempts: 4 }];
  const run = async (seed: number): Promise<string> =>
    JSON.stringify(await outcome(machineOf({ ...task, Retry }), { seed, task: () => ({}) }));
  expect(await run(3)).toBe(await run(3));
  expect(await run(3)).not.toBe(await run(4));
});

test('scopes nested without end are refused by name, and an input nested without end fails its execution only', async () => {
  let scope: object = { StartAt: 'In', States: { In: { Type: 'Pass', End: true } } };
  for (let depth = 0; depth < 5_000; depth++)
    scope = { StartAt: 'P', States: { P: { Type: 'Parallel', Branches: [scope], End: true } } };
  expect(() => simulate(scope)).toThrow(/scopes stand in one another more than 100 deep/);
  const input = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as never;
  const record = await outcome(machineOf({ Type: 'Pass' }), { input });
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

test('a task’s answer nested without end fails its execution only', async () => {
  const answer = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`) as never;
  const record = await outcome(machineOf({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' }), {
    task: () => answer,
  });
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
});

test.each([
  ['an absent StartAt', { States: { A: { Type: 'Succeed' } } }, /`StartAt` names `undefined`/],
  [
    'a retrier without names',
    machineOf({ Type: 'Task', Resource: 'r', Retry: [{}] }),
    /`Retry\[0\]` needs `ErrorEquals`/,
  ],
  ['a Retry that is no array', machineOf({ Type: 'Task', Resource: 'r', Retry: {} }), /`Retry` must be an array/],
])('%s is refused when the definition is compiled', (_, definition, message) => {
  expect(() => compileStateMachine(definition as unknown as StateMachineDefinition)).toThrow(message);
});

test('a value nested beyond the stack fails its own execution by a name that says so', async () => {
  let deep: Json = 1;
  for (let level = 0; level < 50_000; level++) deep = [deep];
  const record = await outcome(machineOf({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' }), {
    task: () => deep,
  });
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(record.cause).toMatch(/nested too deeply/);
});
