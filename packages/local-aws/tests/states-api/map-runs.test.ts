import {
  CreateActivityCommand,
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  DescribeStateMachineForExecutionCommand,
  GetActivityTaskCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  UpdateMapRunCommand,
} from '@aws-sdk/client-sfn';
import { createMachine, refusal, start, startTestServer, type TestServer, until, untilEnded } from './served-states';

const activityArn = 'arn:aws:states:us-east-1:123456789012:activity:work';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** A Distributed Map over the input, with these iterations. */
function mapping(states: object, more: object = {}) {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'each',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'One',
          States: { One: states },
        },
        End: true,
        ...more,
      },
    },
  };
}

const working = { Type: 'Task', Resource: activityArn, TimeoutSeconds: 60, End: true };
const mapRunsOf = async (executionArn: string) =>
  (await server.client.send(new ListMapRunsCommand({ executionArn }))).mapRuns ?? [];
const take = () => server.client.send(new GetActivityTaskCommand({ activityArn }));

describe('Map Runs', () => {
  it('are listed and described, with their children', async () => {
    const machine = await createMachine(server, 'map', mapping({ Type: 'Pass', End: true }));
    const executionArn = await start(server, machine, { input: '[1,2,3]' });

    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '[1,2,3]' });
    const [run] = await mapRunsOf(executionArn);
    expect(run).toMatchObject({
      executionArn,
      stateMachineArn: expect.stringContaining('stateMachine:map'),
      mapRunArn: expect.stringMatching(/:mapRun:map\/each:[0-9a-f-]{36}$/),
      startDate: expect.any(Date),
      stopDate: expect.any(Date),
    });
    const mapRunArn = run?.mapRunArn ?? '';
    expect(await server.client.send(new DescribeMapRunCommand({ mapRunArn }))).toMatchObject({
      status: 'SUCCEEDED',
      executionArn,
      itemCounts: { total: 3, succeeded: 3, failed: 0, pending: 0, running: 0 },
      executionCounts: { total: 3, succeeded: 3 },
      redriveCount: 0,
    });
    const { executions = [] } = await server.client.send(new ListExecutionsCommand({ mapRunArn }));
    expect(executions).toHaveLength(3);
    expect(executions[0]).toMatchObject({ mapRunArn, itemCount: 1, status: 'SUCCEEDED' });
    const child = executions[0]?.executionArn;
    expect(child).toMatch(/:execution:map\/each:/);
    expect(await server.client.send(new DescribeExecutionCommand({ executionArn: child }))).toMatchObject({
      mapRunArn,
    });
    expect(
      await server.client.send(new DescribeStateMachineForExecutionCommand({ executionArn: child })),
    ).toMatchObject({ mapRunArn, label: 'each' });
    const { events } = await server.client.send(new GetExecutionHistoryCommand({ executionArn: child }));
    expect(events?.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    const { executions: parents } = await server.client.send(new ListExecutionsCommand({ stateMachineArn: machine }));
    expect(parents?.map((parent) => parent.executionArn)).toEqual([executionArn]);
  });

  it('let the tokens of their children be answered, and are updated while they last', async () => {
    await server.client.send(new CreateActivityCommand({ name: 'work' }));
    const machine = await createMachine(server, 'map', mapping(working, { MaxConcurrency: 1 }));
    const executionArn = await start(server, machine, { input: '[1,2]' });
    const first = await until(async () => ((await take()) as { taskToken?: string }).taskToken);
    const [run] = await mapRunsOf(executionArn);
    const mapRunArn = run?.mapRunArn;
    expect(await server.client.send(new DescribeMapRunCommand({ mapRunArn }))).toMatchObject({
      status: 'RUNNING',
      maxConcurrency: 1,
      itemCounts: { running: 1, pending: 1 },
    });

    await server.client.send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 2 }));

    const second = await until(async () => (await take()).taskToken);
    for (const taskToken of [first, second])
      await server.client.send(new SendTaskSuccessCommand({ taskToken, output: '"done"' }));
    expect(await untilEnded(server, executionArn)).toMatchObject({ output: '["done","done"]' });
    expect(await refusal(server.client.send(new UpdateMapRunCommand({ mapRunArn, maxConcurrency: 3 })))).toBe(
      'ValidationException: Map Run is SUCCEEDED and cannot be updated',
    );
  });

  it('run again what failed when their execution is redriven, and only that', async () => {
    await server.client.send(new CreateActivityCommand({ name: 'work' }));
    const machine = await createMachine(server, 'map', mapping(working));
    const executionArn = await start(server, machine, { input: '["good","bad"]' });
    for (let count = 0; count < 2; count++) {
      const task = await until(async () => {
        const taken = await take();
        return taken.taskToken === undefined ? undefined : taken;
      });
      const { taskToken } = task;
      if (task.input === '"good"') await server.client.send(new SendTaskSuccessCommand({ taskToken, output: '"ok"' }));
      else await server.client.send(new SendTaskFailureCommand({ taskToken, error: 'Broken' }));
    }
    expect(await untilEnded(server, executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'States.ExceedToleratedFailureThreshold',
    });

    await server.client.send(new RedriveExecutionCommand({ executionArn }));

    const again = await until(async () => {
      const taken = await take();
      return taken.taskToken === undefined ? undefined : taken;
    });
    expect(again.input).toBe('"bad"');
    await server.client.send(new SendTaskSuccessCommand({ taskToken: again.taskToken, output: '"mended"' }));
    expect(await untilEnded(server, executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '["ok","mended"]' });
    const [run] = await mapRunsOf(executionArn);
    expect(await server.client.send(new DescribeMapRunCommand({ mapRunArn: run?.mapRunArn }))).toMatchObject({
      status: 'SUCCEEDED',
      redriveCount: 1,
    });
  });

  it('that there are not are refused', async () => {
    const mapRunArn = 'arn:aws:states:us-east-1:123456789012:mapRun:map/each:0';

    expect(await refusal(server.client.send(new DescribeMapRunCommand({ mapRunArn })))).toBe(
      `ResourceNotFound: Resource not found: '${mapRunArn}'`,
    );
    expect(await refusal(server.client.send(new DescribeMapRunCommand({ mapRunArn: 'x' })))).toMatch(/^InvalidArn/);
    expect(await refusal(server.client.send(new ListExecutionsCommand({ mapRunArn })))).toMatch(/^ResourceNotFound/);
  });
});
