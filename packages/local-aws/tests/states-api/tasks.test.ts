import {
  CreateActivityCommand,
  DeleteActivityCommand,
  DescribeActivityCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListActivitiesCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  arnOf,
  createMachine,
  greet,
  refusal,
  start,
  startTestServer,
  type TestServer,
  until,
  untilEnded,
  wait,
} from './served-states';

const activityArn = 'arn:aws:states:us-east-1:123456789012:activity:paint';
const painting = {
  StartAt: 'Paint',
  States: { Paint: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 60, End: true } },
};

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const poll = (workerName?: string) => server.client.send(new GetActivityTaskCommand({ activityArn, workerName }));
const createActivity = () => server.client.send(new CreateActivityCommand({ name: 'paint' }));

describe('activities', () => {
  it('are created once, described, listed and deleted', async () => {
    const first = await createActivity();

    expect(first.activityArn).toBe(activityArn);
    expect((await createActivity()).creationDate).toEqual(first.creationDate);
    expect(await server.client.send(new DescribeActivityCommand({ activityArn }))).toMatchObject({ name: 'paint' });
    const { activities } = await server.client.send(new ListActivitiesCommand({}));
    expect(activities).toMatchObject([{ activityArn, name: 'paint' }]);
    await server.client.send(new DeleteActivityCommand({ activityArn }));
    expect(await refusal(server.client.send(new DescribeActivityCommand({ activityArn })))).toBe(
      `ActivityDoesNotExist: Activity Does Not Exist: '${activityArn}'`,
    );
    expect(await refusal(poll())).toMatch(/^ActivityDoesNotExist/);
  });

  it('hand a task to the worker that waits, and its answer to the execution', async () => {
    await createActivity();
    const polled = poll('Ada');
    const executionArn = await start(server, await createMachine(server, 'painting', painting), {
      input: '{"wall":1}',
    });
    const { taskToken, input } = await polled;

    expect(input).toBe('{"wall":1}');
    await server.client.send(new SendTaskHeartbeatCommand({ taskToken }));
    await server.client.send(new SendTaskSuccessCommand({ taskToken, output: '"blue"' }));
    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"blue"' });
    const { events } = await server.client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'ActivityScheduled',
      'ActivityStarted',
      'ActivitySucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events?.[3]).toMatchObject({ activityStartedEventDetails: { workerName: 'Ada' } });
  });

  it('keep tasks for workers that come later, in order, each for one of them', async () => {
    await createActivity();
    const machine = await createMachine(server, 'painting', painting);
    for (const input of ['1', '2', '3']) await start(server, machine, { input });

    const tasks = await Promise.all([poll(), poll(), poll()]);
    expect(tasks.map(({ input }) => input).sort()).toEqual(['1', '2', '3']);
    expect(new Set(tasks.map(({ taskToken }) => taskToken)).size).toBe(3);
    expect((await poll()).taskToken).toBeUndefined();
  });

  it('do not give out a task that nobody waits for any more', async () => {
    await createActivity();
    const executionArn = await start(server, await createMachine(server, 'painting', painting));
    await until(async () => {
      const { events } = await server.client.send(new GetExecutionHistoryCommand({ executionArn }));
      return events?.some(({ type }) => type === 'ActivityScheduled') ? true : undefined;
    });
    await server.client.send(new StopExecutionCommand({ executionArn }));

    expect((await poll()).taskToken).toBeUndefined();
  });

  it('leave a task to another worker when one hangs up', async () => {
    await createActivity();
    const gone = new AbortController();
    const hangingUp = server.client.send(new GetActivityTaskCommand({ activityArn }), { abortSignal: gone.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    gone.abort();
    await expect(hangingUp).rejects.toThrow();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await start(server, await createMachine(server, 'painting', painting), { input: '7' });

    expect((await poll()).input).toBe('7');
  });

  it('that there are not fail the Task', async () => {
    const executionArn = await start(server, await createMachine(server, 'painting', painting));

    expect(await untilEnded(server, executionArn)).toMatchObject({
      status: 'FAILED',
      cause: expect.stringContaining(`Activity Does Not Exist: '${activityArn}'`),
    });
  });
});

describe('task tokens', () => {
  it('of a failure carry error and cause, and are good once', async () => {
    await createActivity();
    const polled = poll();
    const executionArn = await start(server, await createMachine(server, 'painting', painting));
    const { taskToken } = await polled;
    await server.client.send(new SendTaskFailureCommand({ taskToken, error: 'Dry', cause: 'no paint' }));

    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'FAILED', error: 'Dry', cause: 'no paint' });
    expect(await refusal(server.client.send(new SendTaskHeartbeatCommand({ taskToken })))).toBe(
      "TaskTimedOut: Task Timed Out: 'Provided task does not exist anymore'",
    );
  });

  it('that are none, and outputs that are no JSON, are refused', async () => {
    await createActivity();
    const polled = poll();
    await start(server, await createMachine(server, 'painting', painting));
    const { taskToken } = await polled;

    expect(await refusal(server.client.send(new SendTaskSuccessCommand({ taskToken: 'x', output: '1' })))).toMatch(
      /^InvalidToken: Invalid Token/,
    );
    expect(await refusal(server.client.send(new SendTaskSuccessCommand({ taskToken, output: '{' })))).toMatch(
      /^InvalidOutput: Invalid Output: '/,
    );
    const foreign = Buffer.from(JSON.stringify(['arn:aws:states:us-east-1:123456789012:execution:a:b', 'c'])).toString(
      'base64url',
    );
    expect(await refusal(server.client.send(new SendTaskSuccessCommand({ taskToken: foreign, output: '1' })))).toMatch(
      /^TaskDoesNotExist/,
    );
  });
});

describe('Tasks that call other machines', () => {
  const calling = (pattern: string, name: string, more: object = {}) => ({
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: `arn:aws:states:::states:startExecution${pattern}`,
        Parameters: { StateMachineArn: arnOf(name), Name: 'child', Input: { a: 1 } },
        End: true,
        ...more,
      },
    },
  });

  it('start them', async () => {
    await createMachine(server, 'greet', greet);
    const { status, output } = await untilEnded(
      server,
      await start(server, await createMachine(server, 'caller', calling('', 'greet'))),
    );

    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toMatchObject({ ExecutionArn: expect.stringMatching(/:execution:greet:child$/) });
  });

  it.each([
    ['.sync', '{"a":1}', '{"hello":"world"}'],
    ['.sync:2', { a: 1 }, { hello: 'world' }],
  ])('await them with %s', async (pattern, Input, Output) => {
    await createMachine(server, 'greet', greet);
    const executionArn = await start(server, await createMachine(server, 'caller', calling(pattern, 'greet')));
    const { output } = await untilEnded(server, executionArn);

    expect(JSON.parse(output ?? '')).toMatchObject({ Status: 'SUCCEEDED', Name: 'child', Input, Output });
    const { events } = await server.client.send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('fail with all that is known when they fail', async () => {
    await createMachine(server, 'no', {
      StartAt: 'No',
      States: { No: { Type: 'Fail', Error: 'No', Cause: 'because' } },
    });
    const { error, cause } = await untilEnded(
      server,
      await start(server, await createMachine(server, 'caller', calling('.sync:2', 'no'))),
    );

    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'No', Cause: 'because' });
  });

  it('stop them when they are stopped', async () => {
    const child = await createMachine(server, 'wait', wait);
    const executionArn = await start(server, await createMachine(server, 'caller', calling('.sync', 'wait')));
    const listed = () => server.client.send(new ListExecutionsCommand({ stateMachineArn: child }));
    await until(async () => ((await listed()).executions?.length === 1 ? true : undefined));
    await server.client.send(new StopExecutionCommand({ executionArn }));

    const status = await until(async () => {
      const [execution] = (await listed()).executions ?? [];
      return execution?.status === 'RUNNING' ? undefined : execution?.status;
    });
    expect(status).toBe('ABORTED');
  });

  it('fail by name when there is no such machine, and no such service', async () => {
    const none = await untilEnded(
      server,
      await start(server, await createMachine(server, 'caller', calling('', 'none'))),
    );
    expect(none).toMatchObject({ error: 'StepFunctions.StateMachineDoesNotExistException' });
    const lambda = {
      StartAt: 'Call',
      States: {
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'f' },
          End: true,
        },
      },
    };
    const refused = await untilEnded(server, await start(server, await createMachine(server, 'lambda', lambda)));
    expect(refused).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(refused.cause).toContain('lambda:Invoke is not served here: start with --env NAME');
  });

  it('describe themselves by the ARN that the context object gives', async () => {
    const machine = await createMachine(server, 'who', {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: { A: { Type: 'Pass', Output: '{% $states.context.Execution.Id %}', End: true } },
    });
    const executionArn = await start(server, machine);

    const { output } = await untilEnded(server, executionArn);
    expect(output).toBe(JSON.stringify(executionArn));
    expect(await server.client.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'SUCCEEDED',
    });
  });
});
