import {
  CreateStateMachineCommand,
  type CreateStateMachineCommandInput,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  StartExecutionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import {
  arnOf,
  createMachine,
  greet,
  refusal,
  roleArn,
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

const definition = JSON.stringify(greet);
const create = (more: Partial<CreateStateMachineCommandInput> = {}) =>
  server.client.send(new CreateStateMachineCommand({ name: 'greet', definition, roleArn, ...more }));

describe('a state machine', () => {
  it('is created, described, listed and deleted', async () => {
    const { stateMachineArn, creationDate } = await create();

    expect(stateMachineArn).toBe(arnOf('greet'));
    expect(creationDate).toBeInstanceOf(Date);
    const described = await server.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(described).toMatchObject({
      stateMachineArn,
      name: 'greet',
      status: 'ACTIVE',
      type: 'STANDARD',
      definition,
      roleArn,
      loggingConfiguration: { level: 'OFF', includeExecutionData: false },
      tracingConfiguration: { enabled: false },
    });
    const listed = await server.client.send(new ListStateMachinesCommand({}));
    expect(listed.stateMachines).toMatchObject([{ stateMachineArn, name: 'greet', type: 'STANDARD' }]);
    await server.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
    expect(await refusal(server.client.send(new DescribeStateMachineCommand({ stateMachineArn })))).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${stateMachineArn}'`,
    );
    await server.client.send(new DeleteStateMachineCommand({ stateMachineArn }));
  });

  it('is the same when it is created again, whatever the role and the tags; another definition is refused', async () => {
    const first = await create();
    const second = await create({ roleArn: `${roleArn}-2`, tags: [{ key: 'a', value: 'b' }] });

    expect(second.creationDate).toEqual(first.creationDate);
    const { roleArn: kept } = await server.client.send(
      new DescribeStateMachineCommand({ stateMachineArn: arnOf('greet') }),
    );
    expect(kept).toBe(roleArn);
    expect(await refusal(create({ definition: JSON.stringify(wait) }))).toBe(
      `StateMachineAlreadyExists: State Machine Already Exists: '${arnOf('greet')}'`,
    );
    expect(await refusal(create({ type: 'EXPRESS' }))).toMatch(/^StateMachineAlreadyExists/);
  });

  it('runs what it was when an execution started, and then what it was updated to', async () => {
    await create({ definition: JSON.stringify(wait) });
    const executionArn = await start(server, arnOf('greet'));
    const updated = await server.client.send(
      new UpdateStateMachineCommand({ stateMachineArn: arnOf('greet'), definition }),
    );

    expect(updated.revisionId).toEqual(expect.any(String));
    expect(updated.updateDate).toBeInstanceOf(Date);
    const running = await server.client.send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    expect(running).toMatchObject({ name: 'greet', definition: JSON.stringify(wait) });
    expect(running.revisionId).not.toBe(updated.revisionId);
    expect(await untilEnded(server, await start(server, arnOf('greet')))).toMatchObject({
      output: '{"hello":"world"}',
    });
  });

  it('ends its executions when it is deleted, and they are forgotten', async () => {
    const stateMachineArn = await createMachine(server, 'wait', wait);
    const executionArn = await start(server, stateMachineArn);
    await server.client.send(new DeleteStateMachineCommand({ stateMachineArn }));

    expect(await refusal(server.client.send(new DescribeExecutionCommand({ executionArn })))).toBe(
      `ExecutionDoesNotExist: Execution Does Not Exist: '${executionArn}'`,
    );
    expect(await refusal(server.client.send(new StartExecutionCommand({ stateMachineArn })))).toMatch(
      /^StateMachineDoesNotExist/,
    );
  });

  it('tells the variables that its states read', async () => {
    const stateMachineArn = await createMachine(server, 'assign', {
      QueryLanguage: 'JSONata',
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: { Type: 'Pass', Output: '{% $x %}', End: true },
      },
    });

    const { variableReferences } = await server.client.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(variableReferences).toEqual({ B: ['x'] });
    const metadata = await server.client.send(
      new DescribeStateMachineCommand({ stateMachineArn, includedData: 'METADATA_ONLY' }),
    );
    expect(metadata.definition).toBeUndefined();
  });

  it('is listed in pages', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await createMachine(server, name, greet);
    const names: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await server.client.send(new ListStateMachinesCommand({ maxResults: 2, nextToken }));
      names.push(...(page.stateMachines ?? []).map(({ name }) => name ?? ''));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);

    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(await refusal(server.client.send(new ListStateMachinesCommand({ nextToken: 'nonsense' })))).toBe(
      "InvalidToken: Invalid Token: 'Invalid token'",
    );
  });
});

describe('tags', () => {
  it('are put, replaced, taken away and bounded', async () => {
    const { stateMachineArn: resourceArn } = await create({ tags: [{ key: 'team', value: 'one' }] });
    const tagsOf = async () => (await server.client.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    await server.client.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: 'team', value: 'two' },
          { key: 'env', value: 'test' },
        ],
      }),
    );

    expect(await tagsOf()).toEqual([
      { key: 'team', value: 'two' },
      { key: 'env', value: 'test' },
    ]);
    await server.client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team'] }));
    expect(await tagsOf()).toEqual([{ key: 'env', value: 'test' }]);
    const many = Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, value: '' }));
    expect(await refusal(server.client.send(new TagResourceCommand({ resourceArn, tags: many })))).toMatch(
      /^TooManyTags/,
    );
    expect(await refusal(server.client.send(new ListTagsForResourceCommand({ resourceArn: arnOf('none') })))).toBe(
      `ResourceNotFound: Resource not found: '${arnOf('none')}'`,
    );
  });
});
