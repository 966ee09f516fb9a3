import { StatesError } from '../../interpreter';
import { outcome, type Simulation, simulateRedrive } from '../../interpreter/tests/simulate';
import type { JsonObject } from '../../language/definition';
import { copiedCase } from '../executions/case/copied-case';
import { eventsPage, executionView, readEvent, readExecution, stateDetail, takenEdges } from './index';

const task = (more: object) => ({ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ...more });
const call = (more: object = {}) => task({ Arguments: { FunctionName: 'read-page', Payload: 1 }, ...more });

/** Runs a definition in simulated time and reads its history, as a source returns it. */
async function run(definition: object, simulation: Simulation = {}) {
  const whole = { QueryLanguage: 'JSONata', ...definition };
  const { history, ...record } = await outcome(whole, simulation);
  const { executionArn, name, status, startDate, stopDate = 0, error, cause } = record;
  const described = { executionArn, machine: 'machine', name, status, startedAt: startDate, stoppedAt: stopDate };
  const failure = { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
  const events = history.map((event) => readEvent(event as unknown as JsonObject));
  return readExecution({ ...described, ...failure, definition: JSON.stringify(whole) }, events);
}

const view = (execution: Awaited<ReturnType<typeof run>>, items = {}) =>
  executionView(execution, { items, now: 0, pricePerTransition: 0.000025 });
const stateOf = (execution: Awaited<ReturnType<typeof run>>, path: string, items = {}) =>
  view(execution, items).states.find((state) => state.path === path);

const failing = {
  StartAt: 'Extract',
  States: {
    Extract: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'ReadPage',
          States: {
            ReadPage: call({ Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2, IntervalSeconds: 3 }], End: true }),
          },
        },
        {
          StartAt: 'Idle',
          States: { Idle: { Type: 'Wait', Seconds: 900, Next: 'Later' }, Later: { Type: 'Pass', End: true } },
        },
      ],
      Assign: { unused: 1 },
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'RecordFailure' }],
      Next: 'Stored',
    },
    Stored: { Type: 'Succeed' },
    RecordFailure: { Type: 'Pass', Next: 'Failed' },
    Failed: { Type: 'Fail', Error: 'Document.Failed', Cause: 'see its letter' },
  },
};
const unreadable = () => {
  throw new StatesError(
    'Unreadable',
    '{"errorType":"Unreadable","errorMessage":"page 4 has no text\\nand no image","trace":["Unreadable: page 4","    at readPage (functions/extract/read-page.ts:88:11)"]}',
  );
};

describe('an execution that failed in a branch and was caught', () => {
  it('is opened at the state in which it began, at its last attempt', async () => {
    const { failedAt, failure, states, transitions, price } = view(await run(failing, { task: unreadable }));
    expect(failedAt).toEqual({ path: 'Extract/0/ReadPage', name: 'ReadPage', items: {}, attempt: 3, attempts: 3 });
    expect(failure).toMatchObject({
      error: 'Unreadable',
      reason: 'page 4 has no text\nand no image',
      source: 'functions/extract/read-page.ts:88:11',
    });
    expect(states.map(({ path, status, depth, retries }) => [path, status, depth, retries])).toEqual([
      ['Extract', 'caught', 0, 0],
      ['Extract/0/ReadPage', 'failed', 1, 2],
      ['Extract/1/Idle', 'aborted', 1, 0],
      ['Extract/1/Later', 'notReached', 1, 0],
      ['Stored', 'notReached', 0, 0],
      ['RecordFailure', 'succeeded', 0, 0],
      ['Failed', 'failed', 0, 0],
    ]);
    expect(states[1]).toMatchObject({ error: 'Unreadable', reason: 'page 4 has no text' });
    expect([transitions, price]).toEqual([8, 0.0002]);
  });

  it('keeps each attempt with its delay, its call and its error', async () => {
    const { tree, visits } = await run(failing, { task: unreadable });
    const detail = stateDetail(tree, visits, { path: 'Extract/0/ReadPage', items: {} });
    expect(
      detail?.attempts.map(({ number, delay, status, functionName }) => [number, delay, status, functionName]),
    ).toEqual([
      [1, undefined, 'failed', 'read-page'],
      [2, 3_000, 'failed', 'read-page'],
      [3, 6_000, 'failed', 'read-page'],
    ]);
    expect(detail?.attempts[0]?.call?.text).toContain('"FunctionName": "read-page"');
    expect(stateDetail(tree, visits, { path: 'Extract', items: {} })?.caughtBy).toEqual({
      errors: ['States.ALL'],
      next: 'RecordFailure',
    });
    expect(stateDetail(tree, visits, { path: 'Nowhere', items: {} })).toBeUndefined();
  });

  it('took the edges of the graph that it took', async () => {
    const { tree, visits } = await run(failing, { task: unreadable });
    expect(takenEdges(tree, visits, {})).toEqual([
      '\nExtract\nstart',
      'Extract/0\nExtract/0/ReadPage\nstart',
      'Extract/1\nExtract/1/Idle\nstart',
      'Extract\nRecordFailure\ncatch',
      'RecordFailure\nFailed',
    ]);
  });
});

describe('the iterations of a Map', () => {
  const mapping = {
    StartAt: 'EachPage',
    States: {
      EachPage: {
        Type: 'Map',
        Items: [10, 20, 30, 40],
        MaxConcurrency: 1,
        ItemProcessor: {
          StartAt: 'Double',
          States: {
            Double: call({ Assign: { doubled: '{% $states.result %}' }, Next: 'Check' }),
            Check: {
              Type: 'Choice',
              Choices: [{ Condition: '{% $doubled > 50 %}', Next: 'TooLarge' }],
              Default: 'Fine',
            },
            Fine: { Type: 'Succeed' },
            TooLarge: { Type: 'Fail', Error: 'TooLarge' },
          },
        },
        End: true,
      },
    },
  };
  const doubling = (): Simulation => {
    const results = [20, 40, 60, 80];
    return { task: () => results.shift() as number };
  };

  it('are counted, and the first one that failed is shown', async () => {
    const execution = await run(mapping, doubling());
    expect(view(execution)).toMatchObject({
      items: { EachPage: 2 },
      failedAt: { path: 'EachPage/TooLarge', items: { EachPage: 2 } },
    });
    expect(stateOf(execution, 'EachPage')).toMatchObject({
      status: 'failed',
      map: { total: 4, succeeded: 2, failed: 1, failedItems: [2], item: 2 },
    });
    expect(stateOf(execution, 'EachPage/TooLarge')).toMatchObject({ status: 'failed', error: 'TooLarge' });
  });

  it('are shown by their index', async () => {
    const execution = await run(mapping, doubling());
    expect(stateOf(execution, 'EachPage/Fine', { EachPage: 0 })?.status).toBe('succeeded');
    expect(stateOf(execution, 'EachPage/TooLarge', { EachPage: 0 })?.status).toBe('notReached');
    const { tree, visits } = execution;
    const detail = stateDetail(tree, visits, { path: 'EachPage/Check', items: { EachPage: 1 } });
    expect(detail).toMatchObject({ items: [1], variables: [{ name: 'doubled', before: '40' }] });
  });
});

describe('states that are visited again', () => {
  it('are counted, and each visit is its own', async () => {
    const execution = await run({
      StartAt: 'Count',
      States: {
        Count: { Type: 'Pass', Assign: { n: '{% $exists($n) ? $n + 1 : 1 %}' }, Next: 'Enough' },
        Enough: { Type: 'Choice', Choices: [{ Condition: '{% $n = 3 %}', Next: 'Done' }], Default: 'Count' },
        Done: { Type: 'Succeed' },
      },
    });
    const { tree, visits } = execution;
    expect(stateOf(execution, 'Count')).toMatchObject({ status: 'succeeded', visits: 3, retries: 0 });
    expect(stateDetail(tree, visits, { path: 'Count', items: {}, visit: 2 })).toMatchObject({
      visit: 2,
      visits: 3,
      variables: [{ name: 'n', before: '1', after: '2' }],
    });
    expect(view(execution)).not.toHaveProperty('failedAt');
  });
});

describe('an expression that fails', () => {
  it('fails its state, before a call and after one', async () => {
    const before = await run({
      StartAt: 'A',
      States: { A: call({ Arguments: { FunctionName: '{% $nothing.here %}' }, End: true }) },
    });
    const after = await run(
      { StartAt: 'A', States: { A: call({ Output: '{% $nothing.here %}', End: true }) } },
      { task: () => 1 },
    );
    for (const execution of [before, after]) {
      expect(view(execution).failedAt).toMatchObject({ path: 'A', attempts: 1 });
      expect(stateOf(execution, 'A')).toMatchObject({ status: 'failed', error: 'States.QueryEvaluationError' });
    }
    expect(stateDetail(after.tree, after.visits, { path: 'A', items: {} })?.attempts[0]).toMatchObject({
      status: 'failed',
      answer: { text: '1' },
    });
  });
});

describe('the events', () => {
  it('are a page around a selection, of one state or of failures only', async () => {
    const { events, visits } = await run(failing, { task: unreadable });
    const page = (request: object) => eventsPage(events, visits, request);
    expect(page({})).toMatchObject({ offset: 0, matching: events.length, total: events.length });
    expect(page({ path: 'Extract/1/Idle' }).events.map(({ type }) => type)).toEqual([
      'WaitStateEntered',
      'WaitStateAborted',
    ]);
    expect(page({ onlyFailures: true, q: 'unreadable' }).events.map(({ type }) => type)).toEqual([
      'TaskFailed',
      'TaskFailed',
      'TaskFailed',
    ]);
    expect(page({ q: 'taskfailed', around: 1 }).events[0]?.text).toBe(
      'lambda:invoke · Unreadable · page 4 has no text',
    );
  });
});

describe('an execution that was redriven', () => {
  it('has what came after it at the states that went on', async () => {
    const machine = {
      StartAt: 'First',
      States: {
        First: call({ Next: 'Second' }),
        Second: call({ Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }], Next: 'Third' }),
        Third: { Type: 'Pass', End: true },
      },
    };
    const whole = { QueryLanguage: 'JSONata', ...machine };
    const before = await outcome(whole, { task: failsAt('Second') });
    const record = await simulateRedrive(whole, before, { task: () => ({}) }).result;
    const execution = readExecution(
      {
        executionArn: 'a',
        machine: 'm',
        name: 'n',
        status: record.status,
        redriveCount: record.redriveCount,
        startedAt: 0,
        definition: JSON.stringify(whole),
      },
      record.history.map((event) => readEvent(event as unknown as JsonObject)),
    );
    expect(view(execution).states.map(({ path, status, visits }) => [path, status, visits])).toEqual([
      ['First', 'succeeded', 1],
      ['Second', 'succeeded', 1],
      ['Third', 'succeeded', 1],
    ]);
    const { test, notes } = copiedCase(execution);
    expect(test.mocks).toEqual({ First: { return: {} }, Second: { return: {} } });
    expect(notes).toEqual(['The execution was redriven: the case has the last attempts of what was tried again.']);
  });

  const failsAt = (name: string) => (asked: { readonly stateName: string }) => {
    if (asked.stateName === name) throw new StatesError('Busy');
    return {};
  };
});
