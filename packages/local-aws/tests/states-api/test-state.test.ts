import { TestStateCommand, type TestStateCommandInput } from '@aws-sdk/client-sfn';
import { createMachine, greet, refusal, roleArn, startTestServer, type TestServer } from './served-states';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const test1 = (definition: object, more: Partial<TestStateCommandInput> = {}) =>
  server.client.send(new TestStateCommand({ definition: JSON.stringify(definition), roleArn, ...more }));

const invoke = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  ResultSelector: { 'kept.$': '$.Payload' },
  Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 2, BackoffRate: 3 }],
  Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }],
  Next: 'After',
};

describe('TestState', () => {
  it.each<[string, object, object]>([
    ['Pass', { Type: 'Pass', Result: { a: 1 }, Next: 'B' }, { status: 'SUCCEEDED', output: '{"a":1}', nextState: 'B' }],
    [
      'Choice',
      { Type: 'Choice', Choices: [{ Variable: '$.x', NumericEquals: 1, Next: 'One' }] },
      { status: 'SUCCEEDED', nextState: 'One' },
    ],
    ['Wait', { Type: 'Wait', Seconds: 1, Next: 'B' }, { status: 'SUCCEEDED', nextState: 'B' }],
    ['Succeed', { Type: 'Succeed' }, { status: 'SUCCEEDED', output: '{"x":1}' }],
    ['Fail', { Type: 'Fail', Error: 'No', Cause: 'c' }, { status: 'FAILED', error: 'No', cause: 'c' }],
  ])('runs a %s state', async (_type, definition, answer) => {
    expect(await test1(definition, { input: '{"x":1}' })).toMatchObject(answer);
  });

  it('takes a mock for a Task, and shows its data step by step', async () => {
    const answer = await test1(invoke, {
      input: '{"n":1}',
      mock: { result: '{"Payload":{"n":2},"StatusCode":200}', fieldValidationMode: 'NONE' },
      inspectionLevel: 'DEBUG',
    });

    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '{"kept":{"n":2}}', nextState: 'After' });
    expect(answer.inspectionData).toMatchObject({
      input: '{"n":1}',
      afterParameters: '{"FunctionName":"f","Payload":{"n":1}}',
      afterResultSelector: '{"kept":{"n":2}}',
    });
  });

  it('says what a mocked error would do: retry, then be caught', async () => {
    const mock = { errorOutput: { error: 'Busy', cause: 'later' } };

    const retried = await test1(invoke, {
      mock,
      inspectionLevel: 'DEBUG',
      stateConfiguration: { retrierRetryCount: 1 },
    });
    expect(retried).toMatchObject({ status: 'RETRIABLE', error: 'Busy' });
    expect(retried.inspectionData?.errorDetails).toMatchObject({ retryIndex: 0, retryBackoffIntervalSeconds: 6 });
    const caught = await test1(invoke, { mock: { errorOutput: { error: 'Other' } } });
    expect(caught).toMatchObject({ status: 'CAUGHT_ERROR', nextState: 'Caught' });
  });

  it('tests a state of a whole machine by its name, with variables', async () => {
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Pass', Output: '{% $x + 1 %}', End: true },
      },
    };

    expect(await test1(machine, { stateName: 'B', variables: '{"x":41}' })).toMatchObject({
      status: 'SUCCEEDED',
      output: '42',
    });
  });

  it('really calls what is served here', async () => {
    const StateMachineArn = await createMachine(server, 'greet', greet);
    const task = {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Parameters: { StateMachineArn },
      OutputPath: '$.Output',
      End: true,
    };

    const { status, output } = await test1(task);
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: '{"hello":"world"}' });
  });

  it('refuses what AWS refuses', async () => {
    expect(await refusal(test1({ Type: 'Pass', End: true }, { mock: { result: '1' } }))).toMatch(
      /^ValidationException: /,
    );
    expect(await refusal(test1({ Type: 'Nothing' }))).toMatch(/^InvalidDefinition: /);
    expect(await refusal(test1({ Type: 'Succeed' }, { inspectionLevel: 'ALL' as 'INFO' }))).toMatch(
      /^ValidationException: .*'inspectionLevel'/,
    );
  });
});
