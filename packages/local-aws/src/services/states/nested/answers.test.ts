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

let harness: NestedForTest;
beforeEach(() => {
  harness = new NestedForTest();
});
afterEach(() => harness.end());

const inner = executionArn('inner', 'one');
const failing = (cause: string) => ({
  StartAt: 'No',
  States: { No: { Type: 'Fail', Error: 'No', Cause: cause } },
});

describe('the name of an execution that a Task starts', () => {
  test('joins the open execution that has the same input', async () => {
    await harness.machine('inner', hold);
    await harness.machine('outer', caller());
    await harness.start('inner', { a: 1 });

    const outer = await harness.start('outer');
    await harness.submitted(outer);
    await harness.release({ done: true });

    expect(JSON.parse(String((await harness.ended(outer))['output']))).toMatchObject({
      ExecutionArn: inner,
      Output: { done: true },
    });
    expect(harness.toldOf(inner)).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  test.each([
    ['open with another input', hold, { a: 2 }],
    ['closed, though its input was the same', pass, { a: 1 }],
    ['closed, and its input was another', pass, { a: 2 }],
    ['closed by a failure', failing('why'), { a: 1 }],
  ])('is taken by one that is %s: a catcher takes that by its name', async (_, definition, input) => {
    await harness.machine('inner', definition);
    await harness.machine('outer', caller(catchTaken));
    await harness.machine('uncaught', caller());
    await harness.start('inner', input);
    if (definition !== hold) await harness.ended(inner);

    expect(await harness.ended(await harness.start('outer'))).toMatchObject({ status: 'SUCCEEDED', output: '"taken"' });
    const uncaught = await harness.start('uncaught');
    expect(await harness.ended(uncaught)).toMatchObject({
      status: 'FAILED',
      error: 'StepFunctions.ExecutionAlreadyExistsException',
      cause: `Execution Already Exists: '${inner}' (Service: AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: request-1; Proxy: null)`,
    });
    expect((await harness.typesOf(uncaught)).slice(2)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskFailed',
      'ExecutionFailed',
    ]);
  });

  test('and the retried request of the same bytes meet the execution that failed: its name is taken', async () => {
    await harness.machine('inner', failing('why'));
    const Retry = [{ ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, MaxAttempts: 1 }];
    await harness.machine('outer', caller({ Retry, ...catchTaken }));

    const outer = await harness.start('outer');

    expect(await harness.ended(outer)).toMatchObject({ output: '"taken"' });
    const failures = (await harness.eventsOf(outer)).flatMap(({ taskFailedEventDetails: details }) => details ?? []);
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
    await harness.machine('inner', named);
    await harness.alias('inner', 'live');
    const Arguments = { StateMachineArn: `${machineArn('inner')}:live`, Name: 'one', Input: { a: 1 } };
    await harness.machine('outer', caller({ Arguments }, pattern));

    const outer = await harness.start('outer');

    const told = JSON.parse(String((await harness.ended(outer))['output'])) as object;
    expect(told).toEqual(members(input, output));
    expect(Object.keys(told)).toEqual(Object.keys(told).sort());
    const events = await harness.eventsOf(outer);
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
    await harness.machine('inner', definition);
    await harness.machine('outer', caller());

    const outer = await harness.start('outer');

    const { error, cause } = await harness.ended(outer);
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(String(cause))).toMatchObject({ ...more, Input: { a: 1 }, Name: 'one', Status: status });
    expect((await harness.typesOf(outer)).slice(4)).toEqual(['TaskSubmitted', 'TaskFailed', 'ExecutionFailed']);
  });

  test('that was stopped is the cause of States.TaskFailed', async () => {
    await harness.machine('inner', hold);
    await harness.machine('outer', caller());
    const outer = await harness.start('outer');
    await harness.submitted(outer);

    await harness.call('StopExecution', { executionArn: inner, error: 'Enough' });

    const { error, cause } = await harness.ended(outer);
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(String(cause))).toMatchObject({ Error: 'Enough', Status: 'ABORTED' });
  });

  test('is cut where it is a cause of more than 32,768 characters', async () => {
    await harness.machine('inner', { ...failing('why') });
    const Arguments = { StateMachineArn: machineArn('inner'), Input: { text: 'x'.repeat(40_000) } };
    await harness.machine('outer', caller({ Arguments }));

    const { cause } = await harness.ended(await harness.start('outer'));

    expect(cause).toHaveLength(32_768);
    expect(String(cause)).toMatch(/^\{"Cause":"why","Error":"No","ExecutionArn":"[^"]+","Input":\{"text":"x+$/);
  });

  test('fails the Task where input and output are longer than 256 KiB together', async () => {
    await harness.machine('inner', pass);
    const Arguments = {
      StateMachineArn: machineArn('inner'),
      Input: '{% { "text": $join([1..70000].("xx")) } %}',
    };
    const Catch = [{ ErrorEquals: ['States.DataLimitExceeded'], Next: 'Caught' }];
    await harness.machine('outer', caller({ Arguments, Catch }));

    const { status, output } = await harness.ended(await harness.start('outer'));

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(String(output))).toEqual({
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'states' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });
});
