import { type ExecutionRecord, SimulatedClock, StatesError } from '../index';
import { eventTypes, simulate, simulateResumption, start } from './simulate';

/** Keeps every record as JSON text, as a file would. */
function keeping(): { saved: ExecutionRecord[]; store: { save(record: ExecutionRecord): Promise<void> } } {
  const saved: ExecutionRecord[] = [];
  return {
    saved,
    store: { save: async (record) => void saved.push(JSON.parse(JSON.stringify(record)) as ExecutionRecord) },
  };
}

const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };

test('a Wait goes on in another process and ends when it was to end', async () => {
  const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 1000, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate(definition, { clock, store });
  await clock.sleep(400);
  running.abandon();
  const record = await simulateResumption(definition, saved.at(-1)!, { clock: new SimulatedClock(start + 700_000) })
    .result;
  expect(record).toMatchObject({ status: 'SUCCEEDED', statesEntered: 1, stopDate: start + 1_000_000 });
  expect(eventTypes(record)).toEqual(['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited', 'ExecutionSucceeded']);
});

test('a Wait whose time has passed meanwhile ends at once', async () => {
  const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 10, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate(definition, { clock, store });
  await clock.sleep(1);
  running.abandon();
  const later = start + 86_400_000;
  const record = await simulateResumption(definition, saved.at(-1)!, { clock: new SimulatedClock(later) }).result;
  expect(record.stopDate).toBe(later);
});

test('a pause before a retry is kept, and the retrier goes on counting', async () => {
  const Retry = [{ ErrorEquals: ['Throttled'], IntervalSeconds: 100, BackoffRate: 1, MaxAttempts: 2 }];
  const definition = { StartAt: 'T', States: { T: { ...task, Retry, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const throttled = () => Promise.reject(new StatesError('Throttled'));
  const running = simulate(definition, { clock, store, task: throttled });
  await clock.sleep(150);
  running.abandon();
  const resumedAt = new SimulatedClock(start + 150_000);
  const record = await simulateResumption(definition, saved.at(-1)!, { clock: resumedAt, task: throttled }).result;
  expect(record).toMatchObject({ status: 'FAILED', error: 'Throttled', retries: 2, stopDate: start + 200_000 });
  expect(record.history.filter(({ type }) => type === 'TaskScheduled')).toHaveLength(3);
});

test('a Wait that another process goes on with after the clock was set back waits no longer, and nothing ends before it began', async () => {
  const definition = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 100, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate(definition, { clock, store });
  await clock.sleep(1);
  running.abandon();

  const later = new SimulatedClock(start - 86_400_000);
  const { status, stopDate, history } = await simulateResumption(definition, saved.at(-1)!, { clock: later }).result;

  expect({ status, stopDate }).toEqual({ status: 'SUCCEEDED', stopDate: start + 100_000 });
  expect(later.now()).toBe(start - 86_400_000 + 100_000);
  const times = history.map(({ timestamp }) => timestamp);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
});

test('a task token outlives the process: the request is not sent again, the deadline stays', async () => {
  const state = { ...task, Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', TimeoutSeconds: 3600 };
  const definition = { StartAt: 'T', States: { T: { ...state, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  let token = '';
  const running = simulate(definition, {
    clock,
    store,
    task: ({ taskToken }) => {
      token = taskToken!;
      return {};
    },
  });
  await clock.sleep(60);
  running.abandon();
  const resume = () => simulateResumption(definition, saved.at(-1)!, { clock: new SimulatedClock(start + 60_000) });
  const answered = resume();
  await Promise.resolve();
  answered.sendTaskSuccess(token, { decision: 'approve' });
  expect(await answered.result).toMatchObject({ status: 'SUCCEEDED', output: { decision: 'approve' } });
  expect(await resume().result).toMatchObject({ error: 'States.Timeout', stopDate: start + 3_600_000 });
});

test('a call that was in flight is repeated, with the same token and arguments', async () => {
  const state = {
    ...task,
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { 'id.$': 'States.UUID()' },
  };
  const definition = { StartAt: 'T', States: { T: { ...state, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const calls: unknown[] = [];
  const running = simulate(definition, {
    clock,
    store,
    task: ({ taskToken, arguments: given }) => {
      calls.push([taskToken, given]);
      return new Promise(() => undefined);
    },
  });
  await clock.sleep(1);
  running.abandon();
  const resumed = simulateResumption(definition, saved.at(-1)!, {
    task: ({ taskToken, arguments: given }) => {
      calls.push([taskToken, given]);
      resumed.sendTaskSuccess(taskToken!, 'done');
      return {};
    },
  });
  expect(await resumed.result).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
  expect(calls[1]).toEqual(calls[0]);
});

test('a `.sync` request that was answered is not made again: its job is awaited with the deadline it had', async () => {
  const state = { ...task, Resource: 'arn:aws:states:::states:startExecution.sync:2', TimeoutSeconds: 3600 };
  const definition = { StartAt: 'T', States: { T: { ...state, End: true } } };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate(definition, {
    clock,
    store,
    task: (call) => {
      call.submitted({ ExecutionArn: 'child' });
      return new Promise(() => undefined);
    },
  });
  await clock.sleep(60);
  running.abandon();
  const resume = (answer: () => Promise<string>) => {
    const submissions: unknown[] = [];
    const { result } = simulateResumption(definition, saved.at(-1)!, {
      clock: new SimulatedClock(start + 60_000),
      task: ({ submission, submitted }) => {
        submissions.push(submission);
        submitted({ ExecutionArn: 'another' });
        return answer();
      },
    });
    return { submissions, result };
  };

  const { submissions, result } = resume(async () => 'done');
  const record = await result;
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: 'done' });
  expect(submissions).toEqual([{ ExecutionArn: 'child' }]);
  expect(eventTypes(record).filter((type) => type === 'TaskSubmitted')).toHaveLength(1);
  expect(await resume(() => new Promise(() => undefined)).result).toMatchObject({
    error: 'States.Timeout',
    stopDate: start + 3_600_000,
  });
});

test('a Parallel with one branch done runs only the other', async () => {
  const definition = {
    StartAt: 'P',
    States: {
      P: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'A', States: { A: { ...task, End: true } } },
          { StartAt: 'B', States: { B: { Type: 'Wait', Seconds: 50, Next: 'C' }, C: { ...task, End: true } } },
        ],
        End: true,
      },
    },
  };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate(definition, { clock, store, task: ({ stateName }) => `${stateName} before` });
  await clock.sleep(20);
  running.abandon();
  const record = await simulateResumption(definition, saved.at(-1)!, {
    clock: new SimulatedClock(start + 20_000),
    task: ({ stateName }) => `${stateName} after`,
  }).result;
  expect(record).toMatchObject({ output: ['A before', 'C after'], statesEntered: 4, stopDate: start + 50_000 });
  expect(record.history.map(({ id }) => id)).toEqual(record.history.map((_, index) => index + 1));
});

test('a Map goes on where it stood: finished iterations stay, those under way are repeated, the rest follow', async () => {
  const definition = {
    StartAt: 'M',
    States: {
      M: {
        Type: 'Map',
        MaxConcurrency: 2,
        ItemSelector: { 'n.$': '$$.Map.Item.Value' },
        ItemProcessor: { StartAt: 'T', States: { T: { ...task, End: true } } },
        End: true,
      },
    },
  };
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate(definition, {
    input: [1, 2, 3, 4],
    clock,
    store,
    task: async ({ mapIndexes, arguments: given }) => {
      await clock.sleep(mapIndexes[0] === 0 ? 1 : 1000);
      return given;
    },
  });
  await clock.sleep(5);
  running.abandon();
  const called: number[] = [];
  const record = await simulateResumption(definition, saved.at(-1)!, {
    task: ({ mapIndexes, arguments: given }) => {
      called.push(mapIndexes[0]!);
      return given;
    },
  }).result;
  expect(record.output).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
  expect(called).toEqual([1, 2, 3]);
});

test('wherever the process ends, the outcome is the same: each saved record is resumed in turn', async () => {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: {
      A: { Type: 'Pass', Assign: { seen: '{% $states.input.n %}' }, Next: 'M' },
      M: {
        Type: 'Map',
        Items: [1, 2, 3],
        ItemProcessor: {
          StartAt: 'T',
          States: {
            T: { ...task, Arguments: '{% $states.input + $seen %}', Assign: { own: 1 }, Next: 'W' },
            W: { Type: 'Wait', Seconds: 5, End: true },
          },
        },
        Next: 'Z',
      },
      Z: { Type: 'Pass', Output: { sum: '{% $sum($states.input) %}', seen: '{% $seen %}' }, End: true },
    },
  };
  const { saved, store } = keeping();
  const task10 = { task: ({ arguments: given }: { arguments: unknown }) => (given as number) * 10 };
  const whole = await simulate(definition, { input: { n: 1 }, store, ...task10 }).result;
  expect(whole.output).toEqual({ sum: 90, seen: 1 });
  const running = saved.filter(({ status }) => status === 'RUNNING');
  expect(running.length).toBeGreaterThan(8);
  for (const record of running) {
    const { output } = await simulateResumption(definition, record, task10).result;
    expect(output).toEqual(whole.output);
  }
});

test('nothing is written after abandon, and the record stays RUNNING', async () => {
  const { saved, store } = keeping();
  const clock = new SimulatedClock(start);
  const running = simulate({ StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 5, End: true } } }, { clock, store });
  await clock.sleep(1);
  running.abandon();
  const before = saved.length;
  await clock.sleep(100);
  expect(saved).toHaveLength(before);
  expect(saved.at(-1)!.status).toBe('RUNNING');
});

test('a record that has ended, or that another definition made, is refused', async () => {
  const definition = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };
  const ended = await simulate(definition).result;
  expect(() => simulateResumption(definition, ended)).toThrow('there is nothing to resume');
  const position = { stateName: 'Gone', input: {}, variables: {}, lastEventId: 1 };
  expect(() => simulateResumption(definition, { ...ended, status: 'RUNNING', position })).toThrow('no state `Gone`');
});
