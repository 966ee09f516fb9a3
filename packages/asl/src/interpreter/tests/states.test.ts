import { SimulatedClock } from '../index';
import { eventTypes, machineOf, outcome, start } from './simulate';

test.each([[false], [0], [''], [null]])('a Result of %j is a result', async (Result) => {
  expect((await outcome(machineOf({ Type: 'Pass', Result }))).output).toBe(Result);
});

test('InputPath, Parameters, ResultPath and OutputPath stand in their order', async () => {
  const state = {
    Type: 'Pass',
    InputPath: '$.in',
    Parameters: { 'doubled.$': 'States.MathAdd($.n, $.n)' },
    ResultPath: '$.out',
    OutputPath: '$.out.doubled',
  };
  expect((await outcome(machineOf(state), { input: { in: { n: 21 } } })).output).toBe(42);
});

test('a null ResultPath keeps the raw input, a null OutputPath gives an empty object', async () => {
  const state = { Type: 'Pass', InputPath: '$.in', Result: 'thrown away', ResultPath: null };
  expect((await outcome(machineOf(state), { input: { in: 1 } })).output).toEqual({ in: 1 });
  expect((await outcome(machineOf({ Type: 'Pass', OutputPath: null }), { input: 1 })).output).toEqual({});
});

test('a Choice takes the first rule that holds, with that rule’s Assign and Output', async () => {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'C',
    States: {
      C: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input > 10 %}', Next: 'Done', Output: 'large' },
          { Condition: '{% $states.input > 5 %}', Next: 'Done', Output: 'middling', Assign: { by: 'rule' } },
        ],
        Default: 'Done',
        Assign: { by: 'default' },
      },
      Done: { Type: 'Pass', Output: '{% [$states.input, $by] %}', End: true },
    },
  };
  expect((await outcome(definition, { input: 7 })).output).toEqual(['middling', 'rule']);
  expect((await outcome(definition, { input: 1 })).output).toEqual([1, 'default']);
});

test('a Choice that nothing matches and that has no Default fails', async () => {
  const Choices = [{ Variable: '$', NumericEquals: 1, Next: 'S' }];
  const record = await outcome(
    { StartAt: 'C', States: { C: { Type: 'Choice', Choices }, S: { Type: 'Succeed' } } },
    { input: 2 },
  );
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched' });
});

test('a Wait lasts until its timestamp, and not at all when that has passed', async () => {
  const until = (Timestamp: string): object => machineOf({ Type: 'Wait', Timestamp });
  expect((await outcome(until('2026-01-01T01:00:00+01:00'))).stopDate).toBe(start);
  expect((await outcome(until('2026-01-01T00:00:07.5Z'))).stopDate).toBe(start + 7_500);
});

test('a Wait of a whole year passes in no time', async () => {
  const clock = new SimulatedClock(start);
  await outcome(machineOf({ Type: 'Wait', Seconds: 364 * 86_400 }), { clock });
  expect(clock.now()).toBe(start + 364 * 86_400_000);
});

test('Fail ends with its Error and Cause, and has no exit event', async () => {
  const record = await outcome(
    { StartAt: 'F', States: { F: { Type: 'Fail', ErrorPath: '$.e', Cause: 'so' } } },
    { input: { e: 'Odd' } },
  );
  expect(record).toMatchObject({ status: 'FAILED', error: 'Odd', cause: 'so' });
  expect(eventTypes(record)).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
});

test('the context object names the execution, the machine and the state', async () => {
  const record = await outcome(machineOf({ Type: 'Pass', Parameters: { 'context.$': '$$' } }), { input: { a: 1 } });
  expect(record.output).toEqual({
    context: {
      Execution: {
        Id: 'arn:aws:states:eu-west-1:123456789012:execution:machine:first',
        Input: { a: 1 },
        StartTime: '2026-01-01T00:00:00Z',
        Name: 'first',
        RoleArn: 'arn:aws:iam::123456789012:role/machine',
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:eu-west-1:123456789012:stateMachine:machine', Name: 'machine' },
      State: { Name: 'Only', EnteredTime: '2026-01-01T00:00:00Z' },
    },
  });
});

test('a time has its milliseconds in three digits, and none at a whole second', async () => {
  const entered = { Type: 'Pass', Parameters: { 'at.$': '$$.State.EnteredTime' } };
  const times = [0, 100, 120, 123].map((millis) =>
    outcome(machineOf(entered), { clock: new SimulatedClock(start + millis) }),
  );
  expect((await Promise.all(times)).map(({ output }) => output)).toEqual([
    { at: '2026-01-01T00:00:00Z' },
    { at: '2026-01-01T00:00:00.100Z' },
    { at: '2026-01-01T00:00:00.120Z' },
    { at: '2026-01-01T00:00:00.123Z' },
  ]);
});

test('RetryCount is in the context object of Tasks, RedriveCount in that of Standard executions', async () => {
  const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { 'context.$': '$$' } };
  const contextOf = async (type: 'STANDARD' | 'EXPRESS') => {
    const { output } = await outcome(machineOf(task), { type, task: ({ arguments: given }) => given });
    return (output as { context: { State: object; Execution: object } }).context;
  };
  expect((await contextOf('STANDARD')).State).toEqual({
    Name: 'Only',
    EnteredTime: '2026-01-01T00:00:00Z',
    RetryCount: 0,
  });
  expect((await contextOf('STANDARD')).Execution).toMatchObject({ RedriveCount: 0 });
  expect((await contextOf('STANDARD')).Execution).not.toHaveProperty('RedriveTime');
  expect((await contextOf('EXPRESS')).Execution).not.toHaveProperty('RedriveCount');
});

test.each(['ErrorPath', 'CausePath'])('a missing %s of a Fail is named with its path', async (field) => {
  const record = await outcome(
    { StartAt: 'F', States: { F: { Type: 'Fail', [field]: '$.nix' } } },
    { input: { a: 1 } },
  );
  expect(record).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(record.cause).toContain(
    `The JSONPath '$.nix' specified for the field '${field}' could not be found in the input '{"a":1}'`,
  );
});

test('$eval is accepted and fails when it is called, which a catcher takes', async () => {
  const record = await outcome({
    QueryLanguage: 'JSONata',
    StartAt: 'T',
    States: {
      T: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: "{% $eval('1+1') %}",
        Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'C' }],
        End: true,
      },
      C: { Type: 'Succeed' },
    },
  });
  expect(record).toMatchObject({ status: 'SUCCEEDED', output: { Error: 'States.QueryEvaluationError' } });
});

test('an expression that yields nothing is a QueryEvaluationError that names state and field, and an event of its own', async () => {
  const record = await outcome(machineOf({ Type: 'Pass', QueryLanguage: 'JSONata', Output: { a: '{% $absent %}' } }));
  expect(record).toMatchObject({
    error: 'States.QueryEvaluationError',
    cause:
      "An error occurred while executing the state 'Only' (entered at the event id #2). The JSONata expression '$absent' specified for the field 'Output/a' returned nothing (undefined).",
  });
  expect(record.history[2]).toMatchObject({
    type: 'EvaluationFailed',
    evaluationFailedEventDetails: { location: 'Output/a', state: 'Only' },
  });
});

test('what a state assigns stands in its exit event as JSON texts', async () => {
  const record = await outcome(machineOf({ Type: 'Pass', Assign: { a: 'x', b: [1] } }));
  expect(record.history[2]!.stateExitedEventDetails!.assignedVariables).toEqual({ a: '"x"', b: '[1]' });
});

test.each([
  [{ Type: 'Task', Resource: 'nonsense', End: true }, /state `A`: `Resource`: `nonsense` is neither/],
  [{ Type: 'Pass', Next: 'Absent' }, /`Absent` is not a state of its scope/],
  [{ Type: 'Wait', End: true }, /state `A`: the Wait state `A` has none of/],
  [{ Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% 1 + %}', End: true }, /state `A`: `Output`/],
  [{ Type: 'Loop', End: true }, /state `A`: `Type`: `Loop` is not one of the eight state types/],
])('what cannot be compiled is said with state and field: %j', (state, message) => {
  expect(() => outcome({ StartAt: 'A', States: { A: state } })).toThrow(message);
});
