import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../asl/definition';
import { realClock, seededRandom, type TaskCall } from '../../../interpreter';
import type { ServiceEvent } from '../event-bus';
import { ServiceError, type Shape } from '../service';
import { createStates, type States } from '.';

const place = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const machineArn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:greet';
const roleArn = 'arn:aws:iam::123456789012:role/greet';

const policies = {
  allowsAssume: (arn: string) =>
    arn === roleArn ? ({ allowed: true } as const) : { allowed: false, reason: 'because of its trust policy' },
};

let stateFolder: string;
let published: ServiceEvent[];
let calls: TaskCall[];
let states: States;

beforeEach(() => {
  stateFolder = mkdtempSync(join(tmpdir(), 'states-'));
  published = [];
  calls = [];
  states = open();
});

afterEach(async () => {
  await states.close();
  rmSync(stateFolder, { recursive: true });
});

/** Step Functions on the same folder, as another process would open it. */
function open(): States {
  return createStates({
    place: { ...place, stateFolder },
    clock: realClock,
    random: seededRandom(1),
    policies,
    tasks: {
      call: async (call) => {
        calls.push(call);
        return {};
      },
    },
    eventBus: { publish: async (event) => void published.push(event) },
  });
}

function call(operation: string, input: Shape): Promise<Shape> {
  return states.service.operations[operation]!.run(input, { kind: 'operator' });
}

async function refusal(operation: string, input: Shape): Promise<unknown> {
  return call(operation, input).then(
    () => undefined,
    (error: unknown) => (error instanceof ServiceError ? `${error.name}: ${error.message}` : error),
  );
}

function createMachine(statesOf: Json, more: Shape = {}): Promise<Shape> {
  const definition = JSON.stringify(statesOf);
  return call('CreateStateMachine', { name: 'greet', definition, roleArn, ...more });
}

const pass = {
  QueryLanguage: 'JSONata',
  StartAt: 'Greet',
  States: { Greet: { Type: 'Pass', Output: { hello: '{% $states.input.name %}' }, End: true } },
};
const ask = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ask',
  States: {
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: 600,
      End: true,
    },
  },
};

async function ended(executionArn: unknown): Promise<Shape> {
  for (;;) {
    const described = await call('DescribeExecution', { executionArn });
    if (described['status'] !== 'RUNNING' && !states.isEnding) return described;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function asked(count = 1): Promise<string> {
  while (calls.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return calls[count - 1]!.taskToken!;
}

describe('executions', () => {
  test('of Express machines tell the event bus nothing, as on AWS', async () => {
    await createMachine(pass, { type: 'EXPRESS' });

    const { status } = await call('StartSyncExecution', { stateMachineArn: machineArn, input: '{"name":"Ada"}' });

    while (states.isEnding) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(status).toBe('SUCCEEDED');
    expect(published).toEqual([]);
  });

  test('run to their end, are described, listed, and tell the event bus', async () => {
    await createMachine(pass);

    const { executionArn } = await call('StartExecution', {
      stateMachineArn: machineArn,
      name: 'one',
      input: '{"name":"Ada"}',
    });

    expect(executionArn).toBe('arn:aws:states:eu-west-1:123456789012:execution:greet:one');
    expect(await ended(executionArn)).toMatchObject({
      status: 'SUCCEEDED',
      input: '{"name":"Ada"}',
      output: '{"hello":"Ada"}',
      stateMachineArn: machineArn,
    });
    expect(await call('ListExecutions', { stateMachineArn: machineArn })).toMatchObject({
      executions: [{ name: 'one', status: 'SUCCEEDED' }],
    });
    expect(published.map(({ detail }) => detail['status'])).toEqual(['RUNNING', 'SUCCEEDED']);
    expect(published[1]).toMatchObject({
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
    await createMachine(pass);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{"name":"Ada"}' });
    await ended(executionArn);

    const first = await call('GetExecutionHistory', { executionArn, maxResults: 3 });
    const second = await call('GetExecutionHistory', { executionArn, maxResults: 3, nextToken: first['nextToken'] });
    const reverse = await call('GetExecutionHistory', {
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
    await createMachine(ask);
    const start = (input: string) => ({ stateMachineArn: machineArn, name: 'one', input });
    const { executionArn } = await call('StartExecution', start('{}'));
    const token = await asked();

    expect(await call('StartExecution', start('{}'))).toMatchObject({ executionArn });
    expect(await refusal('StartExecution', start('{"a":1}'))).toBe(
      `ExecutionAlreadyExists: Execution Already Exists: '${String(executionArn)}'`,
    );
    await call('SendTaskSuccess', { taskToken: token, output: '{}' });
    await ended(executionArn);
    expect(await refusal('StartExecution', start('{}'))).toMatch(/^ExecutionAlreadyExists/);
    expect(calls).toHaveLength(1);
  });

  test('stop ends ABORTED with the reason', async () => {
    await createMachine(ask);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    await asked();

    await call('StopExecution', { executionArn, error: 'Enough', cause: 'no time' });

    expect(await ended(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'no time' });
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
      { name: 'bad', roleArn: 'other', definition: JSON.stringify(pass) },
      /^AccessDeniedException: .*states.amazonaws.com.*because of its trust policy/,
    ],
    ['CreateStateMachine', { name: 'bad', roleArn, definition: '{' }, /^InvalidDefinition: .*INVALID_JSON_DESCRIPTION/],
    ['CreateStateMachine', { name: 'bad', roleArn, definition: '{"StartAt":"No","States":{}}' }, /^InvalidDefinition/],
  ])('%s refuses %j as AWS does', async (operation, input, message) => {
    await createMachine(pass);

    expect(await refusal(operation, input)).toMatch(message);
  });
});

describe('task tokens', () => {
  test('an answer ends the task; a second one comes too late', async () => {
    await createMachine(ask);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    const taskToken = await asked();

    await call('SendTaskHeartbeat', { taskToken });
    await call('SendTaskSuccess', { taskToken, output: '{"answer":42}' });

    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '{"answer":42}' });
    expect(await refusal('SendTaskSuccess', { taskToken, output: '{}' })).toMatch(/^TaskTimedOut/);
  });

  test('a failure carries its error', async () => {
    await createMachine(ask);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{}' });

    await call('SendTaskFailure', { taskToken: await asked(), error: 'RejectedByReviewer', cause: 'no' });

    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'RejectedByReviewer', cause: 'no' });
    expect(published.at(-1)?.detail).toMatchObject({ status: 'FAILED', error: 'RejectedByReviewer', cause: 'no' });
  });

  test('output that is no JSON is refused', async () => {
    await createMachine(ask);
    await call('StartExecution', { stateMachineArn: machineArn, input: '{}' });

    expect(await refusal('SendTaskSuccess', { taskToken: await asked(), output: 'no' })).toMatch(/^InvalidOutput/);
  });
});

describe('another process', () => {
  test('goes on with an execution that waits for an answer, and its token is still good', async () => {
    await createMachine(ask);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    const taskToken = await asked();
    await states.close();

    states = open();
    expect(await states.resume()).toBe(1);
    await call('SendTaskSuccess', { taskToken, output: '"yes"' });

    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '"yes"' });
    const { events } = await call('GetExecutionHistory', { executionArn });
    expect((events as Shape[]).map(({ id }) => id)).toEqual((events as Shape[]).map((_, index) => index + 1));
  });

  test('keeps to the definition that the execution started with', async () => {
    await createMachine(ask);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{}' });
    const taskToken = await asked();
    await call('UpdateStateMachine', {
      stateMachineArn: machineArn,
      definition: JSON.stringify(pass).replace('{% $states.input.name %}', 'x'),
    });
    await states.close();

    states = open();
    await states.resume();
    await call('SendTaskSuccess', { taskToken, output: '"kept"' });

    expect(await ended(executionArn)).toMatchObject({ output: '"kept"' });
  });

  test('tells the event bus of an end that was not told', async () => {
    await states.close();
    let refuse = true;
    const telling: ServiceEvent[] = [];
    const openRefusing = (): States =>
      createStates({
        place: { ...place, stateFolder },
        clock: realClock,
        random: seededRandom(1),
        policies,
        tasks: { call: async () => ({}) },
        eventBus: {
          publish: async (event) => {
            if (refuse) throw new Error('the disk is full');
            telling.push(event);
          },
        },
      });
    states = openRefusing();
    await createMachine(pass);
    const { executionArn } = await call('StartExecution', { stateMachineArn: machineArn, input: '{"name":"Ada"}' });
    await ended(executionArn);
    await states.close();

    refuse = false;
    states = openRefusing();
    await states.resume();

    expect(telling).toMatchObject([{ detail: { executionArn, status: 'SUCCEEDED' } }]);
  });
});

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
    expect(states.service.operations['StartExecution']!.permissions({ stateMachineArn })).toEqual([permission]);
  });

  test('a version is published once for the same definition, and an execution may name it', async () => {
    const first = await createMachine(pass, { publish: true });
    const second = await call('UpdateStateMachine', { stateMachineArn: machineArn, publish: true });
    const other = await call('UpdateStateMachine', {
      stateMachineArn: machineArn,
      definition: JSON.stringify(ask),
      publish: true,
    });

    expect(first['stateMachineVersionArn']).toBe(`${machineArn}:1`);
    expect(second['stateMachineVersionArn']).toBe(`${machineArn}:1`);
    expect(other['stateMachineVersionArn']).toBe(`${machineArn}:2`);
    const { executionArn } = await call('StartExecution', {
      stateMachineArn: `${machineArn}:1`,
      input: '{"name":"Ada"}',
    });
    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', stateMachineVersionArn: `${machineArn}:1` });
  });

  test('an alias leads to its version', async () => {
    await createMachine(pass, { publish: true });
    const routingConfiguration = [{ stateMachineVersionArn: `${machineArn}:1`, weight: 100 }];

    const alias = await call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
    const { executionArn } = await call('StartExecution', {
      stateMachineArn: alias['stateMachineAliasArn'],
      input: '{"name":"Ada"}',
    });

    expect(await ended(executionArn)).toMatchObject({
      stateMachineAliasArn: `${machineArn}:live`,
      stateMachineVersionArn: `${machineArn}:1`,
    });
    expect(executionArn).toMatch(/:execution:greet:/);
  });
});
