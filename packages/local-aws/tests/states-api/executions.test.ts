import {
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  RedriveExecutionCommand,
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

describe('ListExecutions', () => {
  it('lists newest first, by status, in pages that new executions do not shift', async () => {
    const stateMachineArn = await createMachine(server, 'greet', greet);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await untilEnded(server, await start(server, stateMachineArn, { name }));
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const first = await server.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    await start(server, stateMachineArn, { name: 'late' });
    const second = await server.client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 3, nextToken: first.nextToken }),
    );

    const names = [...(first.executions ?? []), ...(second.executions ?? [])].map(({ name }) => name);
    expect(names).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(second.nextToken).toBeUndefined();
    const running = await server.client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'FAILED' }));
    expect(running.executions).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'neither machine nor Map Run',
      {},
      'ValidationException: 1 validation error detected: Must provide a StateMachine ARN or MapRun ARN',
    ],
    [
      '1001 results',
      { stateMachineArn: arnOf('greet'), maxResults: 1001 },
      "ValidationException: 1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    ],
    [
      'a status there is not',
      { stateMachineArn: arnOf('greet'), statusFilter: 'DONE' },
      "ValidationException: 1 validation error detected: Value 'DONE' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE]",
    ],
  ])('refuses %s', async (_what, input, message) => {
    await createMachine(server, 'greet', greet);

    expect(await refusal(server.client.send(new ListExecutionsCommand(input)))).toBe(message);
  });
});

describe('GetExecutionHistory', () => {
  const history = async (
    executionArn: string,
    more: object = {},
  ): Promise<{ events: HistoryEvent[]; nextToken?: string }> => {
    const { events = [], nextToken } = await server.client.send(
      new GetExecutionHistoryCommand({ executionArn, ...more }),
    );
    return { events, ...(nextToken === undefined ? {} : { nextToken }) };
  };

  it('gives every event in order, in pages, backwards and without data', async () => {
    const stateMachineArn = await createMachine(server, 'greet', greet);
    const executionArn = await start(server, stateMachineArn, { input: '{"secret":1}' });
    await untilEnded(server, executionArn);

    const { events } = await history(executionArn);
    expect(events.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1 ExecutionStarted',
      '2 PassStateEntered',
      '3 PassStateExited',
      '4 ExecutionSucceeded',
    ]);
    expect(events[0]).toMatchObject({
      timestamp: expect.any(Date),
      previousEventId: 0,
      executionStartedEventDetails: { input: '{"secret":1}', inputDetails: { truncated: false } },
    });
    const page = await history(executionArn, { maxResults: 3, reverseOrder: true });
    const rest = await history(executionArn, { maxResults: 3, reverseOrder: true, nextToken: page.nextToken });
    expect([...page.events, ...rest.events].map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(rest.nextToken).toBeUndefined();
    const bare = await history(executionArn, { includeExecutionData: false });
    expect(JSON.stringify(bare)).not.toContain('secret');
    expect(bare.events[1]).toMatchObject({ stateEnteredEventDetails: { name: 'Greet' } });
  });

  it('is refused for an execution there is not, and with a token that is none', async () => {
    const executionArn = await start(server, await createMachine(server, 'greet', greet));

    expect(await refusal(history(`${executionArnOf('greet')}:none`))).toBe(
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionArnOf('greet')}:none'`,
    );
    expect(await refusal(history(executionArn, { nextToken: 'none' }))).toBe(
      "InvalidToken: Invalid Token: 'Invalid token'",
    );
  });
});

describe('StopExecution', () => {
  it('ends ABORTED with the reason, and does nothing to what has ended', async () => {
    const executionArn = await start(server, await createMachine(server, 'wait', wait));
    const stopped = await server.client.send(
      new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'late' }),
    );

    expect(await untilEnded(server, executionArn)).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'late',
      stopDate: stopped.stopDate,
    });
    expect(await server.client.send(new StopExecutionCommand({ executionArn }))).toMatchObject({
      stopDate: stopped.stopDate,
    });
  });
});

describe('RedriveExecution', () => {
  const failing = {
    StartAt: 'Before',
    States: { Before: { Type: 'Pass', Next: 'Fails' }, Fails: { Type: 'Fail', Error: 'No' } },
  };

  it('goes on from the failed state, with the same ARN and history, once for a client token', async () => {
    const executionArn = await start(server, await createMachine(server, 'failing', failing));
    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'FAILED', redriveStatus: 'REDRIVABLE' });
    const redrive = () => server.client.send(new RedriveExecutionCommand({ executionArn, clientToken: 'once' }));

    const { redriveDate } = await redrive();

    expect(redriveDate).toBeInstanceOf(Date);
    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'FAILED', redriveCount: 1, redriveDate });
    expect((await redrive()).redriveDate).toEqual(redriveDate);
    const { events } = await server.client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'FailStateEntered',
      'ExecutionFailed',
      'ExecutionRedriven',
      'FailStateEntered',
      'ExecutionFailed',
    ]);
  });

  it('is refused while it runs, once it succeeded, and for what is not there', async () => {
    const running = await start(server, await createMachine(server, 'wait', wait));
    const redrive = (executionArn: string) =>
      refusal(server.client.send(new RedriveExecutionCommand({ executionArn })));

    expect(await redrive(running)).toBe('ExecutionNotRedrivable: Execution is RUNNING and cannot be redriven');
    expect(await redrive(`${executionArnOf('wait')}:none`)).toMatch(/^ExecutionDoesNotExist/);
    const { executions } = await server.client.send(
      new ListExecutionsCommand({ stateMachineArn: arnOf('wait'), redriveFilter: 'REDRIVEN' }),
    );
    expect(executions).toEqual([]);
  });
});
