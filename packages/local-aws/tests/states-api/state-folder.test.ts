import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateActivityCommand,
  DescribeExecutionCommand,
  GetActivityTaskCommand,
  ListActivitiesCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskSuccessCommand,
} from '@aws-sdk/client-sfn';
import { createMachine, greet, start, startTestServer, type TestServer, until, untilEnded } from './served-states';

const activityArn = 'arn:aws:states:us-east-1:123456789012:activity:work';
const working = {
  StartAt: 'Work',
  States: { Work: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 600, End: true } },
};

let stateFolder: string;
let server: TestServer;
beforeEach(async () => {
  stateFolder = mkdtempSync(join(tmpdir(), 'states-api-'));
  server = await startTestServer({ stateFolder });
});
afterEach(async () => {
  await server.close();
  rmSync(stateFolder, { recursive: true });
});

async function restart(): Promise<void> {
  await server.close();
  server = await startTestServer({ stateFolder });
}

const take = () =>
  until(async () => {
    const task = await server.client.send(new GetActivityTaskCommand({ activityArn }));
    return task.taskToken === undefined ? undefined : task;
  });

describe('a state folder', () => {
  it('keeps machines, activities and ended executions for the next start', async () => {
    const stateMachineArn = await createMachine(server, 'greet', greet);
    await server.client.send(new CreateActivityCommand({ name: 'work' }));
    const executionArn = await start(server, stateMachineArn, { name: 'one' });
    await untilEnded(server, executionArn);

    await restart();

    expect((await server.client.send(new ListStateMachinesCommand({}))).stateMachines).toMatchObject([
      { name: 'greet' },
    ]);
    expect((await server.client.send(new ListActivitiesCommand({}))).activities).toMatchObject([{ name: 'work' }]);
    expect((await server.client.send(new ListExecutionsCommand({ stateMachineArn }))).executions).toMatchObject([
      { executionArn, status: 'SUCCEEDED' },
    ]);
  });

  it('lets the next start go on with what ran, and the tokens given out are still good', async () => {
    await server.client.send(new CreateActivityCommand({ name: 'work' }));
    const machine = await createMachine(server, 'working', working);
    const taken = await start(server, machine, { name: 'taken' });
    const { taskToken } = await take();
    const waiting = await start(server, machine, { name: 'waiting' });

    await restart();

    expect(await server.client.send(new DescribeExecutionCommand({ executionArn: taken }))).toMatchObject({
      status: 'RUNNING',
    });
    await server.client.send(new SendTaskSuccessCommand({ taskToken, output: '1' }));
    expect(await untilEnded(server, taken)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
    const other = await take();
    await server.client.send(new SendTaskSuccessCommand({ taskToken: other.taskToken, output: '2' }));
    expect(await untilEnded(server, waiting)).toMatchObject({ status: 'SUCCEEDED', output: '2' });
  });
});
