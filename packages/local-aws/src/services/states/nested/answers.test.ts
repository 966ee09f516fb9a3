import type { Json } from '@document-pipelines/asl/definition';
import {
  caller,
  catchTaken,
  executionArn,
  hold,
  machineArn,
  NestedForTest,
  pass,
} from '../../../../tests/fixtures/nested-fixture';

let laptop: NestedForTest;
beforeEach(() => {
  laptop = new NestedForTest();
});
afterEach(() => laptop.end());

const inner = executionArn('inner', 'one');
const failing = (cause: string) => ({
  StartAt: 'No',
  States: { No: { Type: 'Fail', Error: 'No', Cause: cause } },
});

describe('the name of an execution that a Task starts', () => {
  test('joins the open execution that has the same input', async () => {
    await laptop.machine('inner', hold);
    await laptop.machine('outer', caller());
    await laptop.start('inner', { a: 1 });

    const outer = await laptop.start('outer');
    await laptop.submitted(outer);
    await laptop.release({ done: true });

    expect(JSON.parse(String((await laptop.ended(outer))['output']))).toMatchObject({
      ExecutionArn: inner,
      Output: { done: true },
    });
    expect(laptop.toldOf(inner)).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  test.each([
    ['open with another input', hold, { a: 2 }],
    ['closed, though its input was the same', pass, { a: 1 }],
    ['closed, and its input was another', pass, { a: 2 }],
    ['closed by a failure', failing('why'), { a: 1 }],
  ])('is taken by one that is %s: a catcher takes that by its name', async (_, definition, input) => {
    await laptop.machine('inner', definition);
    await laptop.machine('outer', caller(catchTaken));
    await laptop.machine('uncaught', caller());
    await laptop.start('inner', input);
    if (definition !== hold) await laptop.ended(inner);

    expect(await laptop.ended(await laptop.start('outer'))).toMatchObject({ status: 'SUCCEEDED', output: '"taken"' });
    const uncaught = await laptop.start('uncaught');
    expect(await laptop.ended(uncaught)).toMatchObject({
      status: 'FAILED',
      error: 'StepFunctions.ExecutionAlreadyExistsException',
      cause: `Execution Already Exists: '${inner}' (Service: AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: request-1; Proxy: null)`,
    });
    expect((await laptop.typesOf(uncaught)).slice(2)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'ExecutionFailed',
    ]);
  });

  test('and the retried request of the same bytes meet the execution that failed: its name is taken', async () => {
    await laptop.machine('inner', failing('why'));
    const Retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 }];
    await laptop.machine('outer', caller({ Retry, ...catchTaken }));

    const outer = await laptop.start('outer');

    expect(await laptop.ended(outer)).toMatchObject({ output: '"taken"' });
    const failures = (await laptop.eventsOf(outer)).flatMap(({ taskFailedEventDetails: details }) => details ?? []);
    expect(failures).toMatchObject([
      { error: 'States.TaskFailed' },
      { error: 'StepFunctions.ExecutionAlreadyExistsException' },
    ]);
  });
});

describe('what a Task gets of the execution that it awaits', () => {
  const named = { QueryLanguage: 'JSONata', StartAt: 'Out', States: { Out: { Type: 'Pass', Output: 'x', End: true } } };
  const members = (Input: Json, Output: Json) => ({
    ExecutionArn: inner,
    Input,
    InputDetails: { Included: true },
    Name: 'one',
    Output,
    OutputDetails: { Included: true },
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    StartDate: expect.any(Number),
    StateMachineAliasArn: `${machineArn('inner')}:live`,
    StateMachineArn: machineArn('inner'),
    StateMachineVersionArn: `${machineArn('inner')}:1`,
    Status: 'SUCCEEDED',
    StopDate: expect.any(Number),
  });

  test.each([
    ['.sync', '{"a":1}', '"x"'],
    ['.sync:2', { a: 1 }, 'x'],
  ])('with %s is what DescribeExecution tells, in the order of names', async (pattern, input, output) => {
    await laptop.machine('inner', named);
    await laptop.alias('inner', 'live');
    const Arguments = { StateMachineArn: `${machineArn('inner')}:live`, Name: 'one', Input: { a: 1 } };
    await laptop.machine('outer', caller({ Arguments }, pattern));

    const outer = await laptop.start('outer');

    const told = JSON.parse(String((await laptop.ended(outer))['output'])) as object;
    expect(told).toEqual(members(input, output));
    expect(Object.keys(told)).toEqual(Object.keys(told).sort());
    const events = await laptop.eventsOf(outer);
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    const { output: submitted, ...resource } = events[4]!['taskSubmittedEventDetails'] as Record<string, unknown>;
    expect(resource).toMatchObject({ resource: `startExecution${pattern}`, resourceType: 'states' });
    expect(JSON.parse(String(submitted))).toMatchObject({ ExecutionArn: inner, StartDate: expect.any(Number) });
  });

  test.each([
    ['FAILED', failing('why'), { Cause: 'why', Error: 'No' }],
    ['TIMED_OUT', { TimeoutSeconds: 1, StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } }, {}],
  ])('that ended %s is the cause of States.TaskFailed, as JSON', async (status, definition, more) => {
    await laptop.machine('inner', definition);
    await laptop.machine('outer', caller());

    const outer = await laptop.start('outer');

    const { error, cause } = await laptop.ended(outer);
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(String(cause))).toMatchObject({ ...more, Input: { a: 1 }, Name: 'one', Status: status });
    expect((await laptop.typesOf(outer)).slice(4)).toEqual(['TaskSubmitted', 'TaskFailed', 'ExecutionFailed']);
  });

  test('that was stopped is the cause of States.TaskFailed', async () => {
    await laptop.machine('inner', hold);
    await laptop.machine('outer', caller());
    const outer = await laptop.start('outer');
    await laptop.submitted(outer);

    await laptop.call('StopExecution', { executionArn: inner, error: 'Enough' });

    const { error, cause } = await laptop.ended(outer);
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(String(cause))).toMatchObject({ Error: 'Enough', Status: 'ABORTED' });
  });

  test('is cut where it is a cause of more than 32,768 characters', async () => {
    await laptop.machine('inner', { ...failing('why') });
    const Arguments = { StateMachineArn: machineArn('inner'), Input: { text: 'x'.repeat(40_000) } };
    await laptop.machine('outer', caller({ Arguments }));

    const { cause } = await laptop.ended(await laptop.start('outer'));

    expect(cause).toHaveLength(32_768);
    expect(String(cause)).toMatch(/^\{"Cause":"why","Error":"No","ExecutionArn":"[^"]+","Input":\{"text":"x+$/);
  });

  test('fails the Task where input and output are longer than 256 KiB together', async () => {
    await laptop.machine('inner', pass);
    const Arguments = {
      StateMachineArn: machineArn('inner'),
      Input: '{% { "text": $join([1..70000].("xx")) } %}',
    };
    const Catch = [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'Caught' }];
    await laptop.machine('outer', caller({ Arguments, Catch }));

    const { status, output } = await laptop.ended(await laptop.start('outer'));

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toEqual({
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'states' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });
});
