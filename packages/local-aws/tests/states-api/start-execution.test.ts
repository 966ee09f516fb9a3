import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  arnOf,
  createMachine,
  executionArnOf,
  greet,
  refusal,
  start,
  startTestServer,
  type TestServer,
  untilEnded,
  wait,
} from './served-states';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

describe('StartExecution', () => {
  it('answers with the ARN and the date, and the execution runs to its end', async () => {
    const stateMachineArn = await createMachine(server, 'greet', greet);
    const { executionArn, startDate } = await server.client.send(
      new StartExecutionCommand({ stateMachineArn, name: 'one', input: '{"a":1}' }),
    );

    expect(executionArn).toBe(`${executionArnOf('greet')}:one`);
    expect(startDate).toBeInstanceOf(Date);
    expect(await untilEnded(server, executionArn!)).toMatchObject({
      executionArn,
      stateMachineArn,
      name: 'one',
      status: 'SUCCEEDED',
      startDate,
      stopDate: expect.any(Date),
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"hello":"world"}',
      outputDetails: { included: true },
      redriveCount: 0,
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
    const metadata = await server.client.send(
      new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }),
    );
    expect(metadata).toMatchObject({ inputDetails: { included: false }, outputDetails: { included: false } });
    expect(metadata.input).toBeUndefined();
    expect(metadata.output).toBeUndefined();
  });

  it('is idempotent by name and input while the execution runs, and only then', async () => {
    const stateMachineArn = await createMachine(server, 'wait', wait);
    const again = (input: string) =>
      server.client.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input }));
    const first = await again('{"a":1,"b":2}');

    expect(await again('{"b":2,"a":1}')).toMatchObject({
      executionArn: first.executionArn,
      startDate: first.startDate,
    });
    expect(await refusal(again('{}'))).toBe(
      `ExecutionAlreadyExists: Execution Already Exists: '${first.executionArn}'`,
    );
    await server.client.send(new StopExecutionCommand({ executionArn: first.executionArn }));
    expect(await refusal(again('{"a":1,"b":2}'))).toMatch(/^ExecutionAlreadyExists/);
  });

  it('gives Express executions an ARN of their own each time, and AWS tells nothing more of them', async () => {
    const stateMachineArn = await createMachine(server, 'fast', greet, 'EXPRESS');
    const one = await start(server, stateMachineArn, { name: 'same' });
    const two = await start(server, stateMachineArn, { name: 'same' });

    expect(one).toMatch(/:express:fast:same:[0-9a-f-]{36}$/);
    expect(two).not.toBe(one);
    expect(await refusal(server.client.send(new DescribeExecutionCommand({ executionArn: one })))).toBe(
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: express'",
    );
    expect(await refusal(server.client.send(new ListExecutionsCommand({ stateMachineArn })))).toBe(
      'StateMachineTypeNotSupported: This operation is not supported by this type of state machine',
    );
  });

  it.each<[string, object, RegExp]>([
    ['no JSON', { input: '{' }, /^InvalidExecutionInput: Invalid State Machine Execution Input: '/],
    ['a name with a space', { name: 'a b' }, /^InvalidName: Invalid Name: 'a b'$/],
    ['an empty name', { name: '' }, /^InvalidName: Invalid Name: ''$/],
    [
      'more than 262,144 characters',
      { input: `"${'x'.repeat(262_143)}"` },
      /^ValidationException: 1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to 262144$/,
    ],
    [
      'fewer characters, but more bytes of UTF-8',
      { input: `"${'ü'.repeat(140_000)}"` },
      /^InvalidExecutionInput: .*262144 bytes/,
    ],
    [
      'an execution for a machine',
      { stateMachineArn: `${executionArnOf('wait')}:x` },
      /^InvalidArn: .*context: execution'$/,
    ],
    [
      'a machine there is not',
      { stateMachineArn: arnOf('none') },
      /^StateMachineDoesNotExist: State Machine Does Not Exist: '/,
    ],
  ])('refuses %s', async (_what, more, message) => {
    const stateMachineArn = await createMachine(server, 'wait', wait);

    expect(await refusal(server.client.send(new StartExecutionCommand({ stateMachineArn, ...more })))).toMatch(message);
  });

  it('takes exactly 256 KiB', async () => {
    const stateMachineArn = await createMachine(server, 'greet', greet);
    const input = `"${'x'.repeat(262_142)}"`;

    expect(await untilEnded(server, await start(server, stateMachineArn, { input }))).toMatchObject({
      status: 'SUCCEEDED',
    });
  });
});

describe('StartSyncExecution', () => {
  const sync = (stateMachineArn: string, more: object = {}) =>
    server.client.send(new StartSyncExecutionCommand({ stateMachineArn, ...more }));

  it('waits for the end of an Express execution', async () => {
    const stateMachineArn = await createMachine(server, 'fast', greet, 'EXPRESS');

    expect(await sync(stateMachineArn, { name: 'n', input: '{"a":1}' })).toMatchObject({
      executionArn: expect.stringMatching(/:express:fast:n:/),
      stateMachineArn,
      name: 'n',
      status: 'SUCCEEDED',
      input: '{"a":1}',
      output: '{"hello":"world"}',
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
  });

  it('tells a failure with its error and cause', async () => {
    const definition = { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'No', Cause: 'because' } } };

    expect(await sync(await createMachine(server, 'no', definition, 'EXPRESS'))).toMatchObject({
      status: 'FAILED',
      error: 'No',
      cause: 'because',
    });
  });

  it('is for Express machines only', async () => {
    expect(await refusal(sync(await createMachine(server, 'greet', greet)))).toBe(
      'StateMachineTypeNotSupported: This operation is not supported by this type of state machine',
    );
  });
});
