import { ask, machineArn, pass, roleArn, StatesForTest } from '../../../tests/fixtures/states-fixture';
import type { Shape } from '../service';

let started: StatesForTest;
beforeEach(() => {
  started = new StatesForTest();
});
afterEach(() => started.end());

describe('executions', () => {
  test('of Express machines tell the event bus nothing, as on AWS', async () => {
    await started.createMachine(pass, { type: 'EXPRESS' });

    const { status } = await started.call('StartSyncExecution', {
      stateMachineArn: machineArn,
      input: '{"name":"Ada"}',
    });

    while (started.states.isEnding) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(status).toBe('SUCCEEDED');
    expect(started.published).toEqual([]);
  });

  test('run to their end, are described, listed, and tell the event bus', async () => {
    await started.createMachine(pass);

    const { executionArn } = await started.call('StartExecution', {
      stateMachineArn: machineArn,
      name: 'one',
      input: '{"name":"Ada"}',
    });

    expect(executionArn).toBe('arn:aws:states:eu-west-1:123456789012:execution:greet:one');
    expect(await started.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      input: '{"name":"Ada"}',
      output: '{"hello":"Ada"}',
      stateMachineArn: machineArn,
    });
    expect(await started.call('ListExecutions', { stateMachineArn: machineArn })).toMatchObject({
      executions: [{ name: 'one', status: 'SUCCEEDED' }],
    });
    expect(started.published.map(({ detail }) => detail['status'])).toEqual(['RUNNING', 'SUCCEEDED']);
    expect(started.published[1]).toMatchObject({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      resources: [executionArn],
      detail: {
        executionArn,
        stateMachineArn: machineArn,
        name: 'one',
        input: '{"name":"Ada"}',
        output: '{"hello":"Ada"}',
        error: null,
      },
    });
  });

  test('history comes in pages, in reverse, and without data', async () => {
    await started.createMachine(pass);
    const { executionArn } = await started.call('StartExecution', {
      stateMachineArn: machineArn,
      input: '{"name":"Ada"}',
    });
    await started.ended(executionArn);

    const first = await started.call('GetExecutionHistory', { executionArn, maxResults: 3 });
    const second = await started.call('GetExecutionHistory', {
      executionArn,
      maxResults: 3,
      nextToken: first['nextToken'],
    });
    const reverse = await started.call('GetExecutionHistory', {
      executionArn,
      reverseOrder: true,
      includeExecutionData: false,
    });

    const types = (page: Shape): unknown[] => (page['events'] as Shape[]).map((event) => event['type']);
    expect([...types(first), ...types(second)]).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
    expect(second['nextToken']).toBeUndefined();
    expect(types(reverse)[0]).toBe('ExecutionSucceeded');
    expect(JSON.stringify(reverse)).not.toContain('Ada');
    expect((first['events'] as Shape[])[0]?.['timestamp']).toBeInstanceOf(Date);
  });

  test('the same name and input is the same execution while it runs, and taken ever after', async () => {
    await started.createMachine(ask);
    const start = (input: string) => ({ stateMachineArn: machineArn, name: 'one', input });
    const { executionArn } = await started.call('StartExecution', start('{}'));
    const token = await started.asked();

    expect(await started.call('StartExecution', start('{}'))).toMatchObject({ executionArn });
    expect(await started.refusal('StartExecution', start('{"a":1}'))).toBe(
      `ExecutionAlreadyExists: Execution Already Exists: '${String(executionArn)}'`,
    );
    await started.call('SendTaskSuccess', { taskToken: token, output: '{}' });
    await started.ended(executionArn);
    expect(await started.refusal('StartExecution', start('{}'))).toMatch(/^ExecutionAlreadyExists/);
    expect(started.calls).toHaveLength(1);
  });

  test('stop ends ABORTED with the reason', async () => {
    await started.createMachine(ask);
    const { executionArn } = await started.call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    await started.asked();

    await started.call('StopExecution', { executionArn, error: 'Enough', cause: 'no time' });

    expect(await started.ended(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'no time' });
  });

  test.each([
    [
      'StartExecution',
      { stateMachineArn: `${machineArn}x`, input: '{}' },
      /^StateMachineDoesNotExist: State Machine Does Not Exist/,
    ],
    ['StartExecution', { stateMachineArn: 'greet', input: '{}' }, /^InvalidArn: Invalid Arn/],
    [
      'StartExecution',
      { stateMachineArn: machineArn, input: '{' },
      /^InvalidExecutionInput: Invalid State Machine Execution Input/,
    ],
    ['StartExecution', { stateMachineArn: machineArn, input: '{}', name: 'a/b' }, /^InvalidName: Invalid Name: 'a\/b'/],
    [
      'DescribeExecution',
      { executionArn: machineArn.replace('stateMachine', 'execution') + ':none' },
      /^ExecutionDoesNotExist/,
    ],
    ['SendTaskSuccess', { taskToken: 'none', output: '{}' }, /^InvalidToken: Invalid Token: 'none'/],
    [
      'CreateStateMachine',
      { name: 'bad', roleArn: `${roleArn}-2`, definition: JSON.stringify(pass) },
      /^AccessDeniedException: .*states.amazonaws.com.*because of its trust policy/,
    ],
    ['CreateStateMachine', { name: 'bad', roleArn, definition: '{' }, /^InvalidDefinition: .*INVALID_JSON_DESCRIPTION/],
    ['CreateStateMachine', { name: 'bad', roleArn, definition: '{"StartAt":"No","States":{}}' }, /^InvalidDefinition/],
  ])('%s refuses %j as AWS does', async (operation, input, message) => {
    await started.createMachine(pass);

    expect(await started.refusal(operation, input)).toMatch(message);
  });
});
