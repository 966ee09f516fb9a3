import { ask, machineArn, StatesForTest } from '../../../tests/fixtures/states-fixture';

let started: StatesForTest;
beforeEach(() => {
  started = new StatesForTest();
});
afterEach(() => started.end());

describe('task tokens', () => {
  test('an answer ends the task; a second one comes too late', async () => {
    await started.createMachine(ask);
    const { executionArn } = await started.call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    const taskToken = await started.asked();

    await started.call('SendTaskHeartbeat', { taskToken });
    await started.call('SendTaskSuccess', { taskToken, output: '{"answer":42}' });

    expect(await started.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '{"answer":42}' });
    expect(await started.refusal('SendTaskSuccess', { taskToken, output: '{}' })).toMatch(/^TaskTimedOut/);
  });

  test('a failure carries its error', async () => {
    await started.createMachine(ask);
    const { executionArn } = await started.call('StartExecution', { stateMachineArn: machineArn, input: '{}' });

    await started.call('SendTaskFailure', {
      taskToken: await started.asked(),
      error: 'RejectedByReviewer',
      cause: 'no',
    });

    expect(await started.ended(executionArn)).toMatchObject({
      status: 'FAILED',
      error: 'RejectedByReviewer',
      cause: 'no',
    });
    expect(started.published.at(-1)?.detail).toMatchObject({
      status: 'FAILED',
      error: 'RejectedByReviewer',
      cause: 'no',
    });
  });

  test('output that is no JSON is refused', async () => {
    await started.createMachine(ask);
    await started.call('StartExecution', { stateMachineArn: machineArn, input: '{}' });

    expect(await started.refusal('SendTaskSuccess', { taskToken: await started.asked(), output: 'no' })).toMatch(
      /^InvalidOutput/,
    );
  });
});
