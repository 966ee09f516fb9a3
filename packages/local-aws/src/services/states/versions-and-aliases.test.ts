import { ask, machineArn, pass, StatesForTest } from '../../../tests/fixtures/states-fixture';

let started: StatesForTest;
beforeEach(() => {
  started = new StatesForTest();
});
afterEach(() => started.end());

describe('versions and aliases', () => {
  test.each([
    [machineArn, { action: 'states:StartExecution', resource: machineArn }],
    [
      `${machineArn}:live`,
      {
        action: 'states:StartExecution',
        resource: machineArn,
        conditionKeys: { 'states:StateMachineQualifier': 'live' },
      },
    ],
  ])('%s is authorised by the ARN of the machine', (stateMachineArn, permission) => {
    expect(started.states.service.operations['StartExecution']!.permissions({ stateMachineArn })).toEqual([permission]);
  });

  test('a version is published once for the same definition, and an execution may name it', async () => {
    const first = await started.createMachine(pass, { publish: true });
    const second = await started.call('UpdateStateMachine', { stateMachineArn: machineArn, publish: true });
    const other = await started.call('UpdateStateMachine', {
      stateMachineArn: machineArn,
      definition: JSON.stringify(ask),
      publish: true,
    });

    expect(first['stateMachineVersionArn']).toBe(`${machineArn}:1`);
    expect(second['stateMachineVersionArn']).toBe(`${machineArn}:1`);
    expect(other['stateMachineVersionArn']).toBe(`${machineArn}:2`);
    const { executionArn } = await started.call('StartExecution', {
      stateMachineArn: `${machineArn}:1`,
      input: '{"name":"Ada"}',
    });
    expect(await started.ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      stateMachineVersionArn: `${machineArn}:1`,
    });
  });

  test('an alias leads to its version', async () => {
    await started.createMachine(pass, { publish: true });
    const routingConfiguration = [{ stateMachineVersionArn: `${machineArn}:1`, weight: 100 }];

    const alias = await started.call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
    const { executionArn } = await started.call('StartExecution', {
      stateMachineArn: alias['stateMachineAliasArn'],
      input: '{"name":"Ada"}',
    });

    expect(await started.ended(executionArn)).toMatchObject({
      stateMachineAliasArn: `${machineArn}:live`,
      stateMachineVersionArn: `${machineArn}:1`,
    });
    expect(executionArn).toMatch(/:execution:greet:/);
  });
});
