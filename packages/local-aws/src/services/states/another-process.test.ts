import { ask, machineArn, pass, StatesForTest } from '../../../tests/fixtures/states-fixture';
import type { ServiceEvent } from '../event-bus';
import type { Shape } from '../service';

let started: StatesForTest;
beforeEach(() => {
  started = new StatesForTest();
});
afterEach(() => started.end());

describe('another process', () => {
  test('goes on with an execution that waits for an answer, and its token is still good', async () => {
    await started.createMachine(ask);
    const { executionArn } = await started.call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    const taskToken = await started.asked();
    await started.states.close();

    started.open();
    expect(await started.states.resume()).toBe(1);
    await started.call('SendTaskSuccess', { taskToken, output: '"yes"' });

    expect(await started.ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' });
    const { events } = await started.call('GetExecutionHistory', { executionArn });
    expect((events as Shape[]).map(({ id }) => id)).toEqual((events as Shape[]).map((_, index) => index + 1));
  });

  test('keeps to the definition that the execution started with', async () => {
    await started.createMachine(ask);
    const { executionArn } = await started.call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    const taskToken = await started.asked();
    await started.call('UpdateStateMachine', {
      stateMachineArn: machineArn,
      definition: JSON.stringify(pass).replace('{% $states.input.name %}', 'x'),
    });
    await started.states.close();

    started.open();
    await started.states.resume();
    await started.call('SendTaskSuccess', { taskToken, output: '"kept"' });

    expect(await started.ended(executionArn)).toMatchObject({ output: '"kept"' });
  });

  test('lists on from the token of the process before it', async () => {
    await started.createMachine(pass);
    for (const name of ['one', 'two', 'three']) {
      const start = { stateMachineArn: machineArn, name, input: `{"name":"${name}"}` };
      const { executionArn } = await started.call('StartExecution', start);
      await started.ended(executionArn);
    }
    const list = { stateMachineArn: machineArn, statusFilter: 'SUCCEEDED', maxResults: 2 };
    const { executions: first, nextToken } = await started.call('ListExecutions', list);
    await started.states.close();

    started.open();
    const second = await started.call('ListExecutions', { ...list, nextToken });

    const names = [...(first as Shape[]), ...(second['executions'] as Shape[])].map(({ name }) => name);
    expect(names.sort()).toEqual(['one', 'three', 'two']);
    expect(second).not.toHaveProperty('nextToken');
    expect(await started.refusal('ListExecutions', { ...list, nextToken: 'e30=' })).toMatch(/^InvalidToken: /);
  });

  test('tells the event bus of an end that was not told', async () => {
    await started.states.close();
    let refuse = true;
    const telling: ServiceEvent[] = [];
    const tell = async (event: ServiceEvent) => {
      if (refuse) throw new Error('the disk is full');
      telling.push(event);
    };
    started.open(tell);
    await started.createMachine(pass);
    const { executionArn } = await started.call('StartExecution', {
      stateMachineArn: machineArn,
      input: '{"name":"Ada"}',
    });
    await started.ended(executionArn);
    await started.states.close();

    refuse = false;
    started.open(tell);
    await started.states.resume();

    expect(telling).toMatchObject([{ detail: { executionArn, status: 'SUCCEEDED' } }]);
  });
});
