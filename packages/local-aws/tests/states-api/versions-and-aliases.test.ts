import {
  CreateStateMachineAliasCommand,
  CreateStateMachineCommand,
  DeleteStateMachineAliasCommand,
  DeleteStateMachineVersionCommand,
  DescribeStateMachineAliasCommand,
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  ListStateMachineAliasesCommand,
  ListStateMachineVersionsCommand,
  PublishStateMachineVersionCommand,
  type RoutingConfigurationListItem,
  UpdateStateMachineAliasCommand,
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
} from './served-states';

const stateMachineArn = arnOf('greet');
const saying = (hello: string): string =>
  JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Result: hello, End: true } } });

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
  await server.client.send(
    new CreateStateMachineCommand({
      name: 'greet',
      roleArn,
      definition: saying('one'),
      publish: true,
      versionDescription: 'first',
    }),
  );
});
afterEach(() => server.close());

const update = (hello: string) =>
  server.client.send(new UpdateStateMachineCommand({ stateMachineArn, definition: saying(hello), publish: true }));
const publish = (more: object = {}) =>
  server.client.send(new PublishStateMachineVersionCommand({ stateMachineArn, ...more }));
const routes = (...weights: readonly number[]): RoutingConfigurationListItem[] =>
  weights.map((weight, index) => ({ stateMachineVersionArn: `${stateMachineArn}:${index + 1}`, weight }));
const alias = (routingConfiguration: RoutingConfigurationListItem[], name = 'live') =>
  server.client.send(new CreateStateMachineAliasCommand({ name, routingConfiguration }));

describe('versions', () => {
  it('are published once for a revision, run, listed newest first and described', async () => {
    expect((await publish()).stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
    expect((await update('two')).stateMachineVersionArn).toBe(`${stateMachineArn}:2`);

    const { stateMachineVersions } = await server.client.send(new ListStateMachineVersionsCommand({ stateMachineArn }));
    expect(stateMachineVersions?.map(({ stateMachineVersionArn }) => stateMachineVersionArn)).toEqual([
      `${stateMachineArn}:2`,
      `${stateMachineArn}:1`,
    ]);
    expect(
      await server.client.send(new DescribeStateMachineCommand({ stateMachineArn: `${stateMachineArn}:1` })),
    ).toMatchObject({ description: 'first', definition: saying('one') });
    const executionArn = await start(server, `${stateMachineArn}:1`);
    expect(await untilEnded(server, executionArn)).toMatchObject({
      output: '"one"',
      stateMachineArn,
      stateMachineVersionArn: `${stateMachineArn}:1`,
    });
    const { executions } = await server.client.send(
      new ListExecutionsCommand({ stateMachineArn: `${stateMachineArn}:1` }),
    );
    expect(executions).toMatchObject([{ executionArn, stateMachineVersionArn: `${stateMachineArn}:1` }]);
    expect(
      (await server.client.send(new ListExecutionsCommand({ stateMachineArn: `${stateMachineArn}:2` }))).executions,
    ).toEqual([]);
  });

  it('of another revision than the current one are a conflict', async () => {
    expect(await refusal(publish({ revisionId: 'other' }))).toMatch(
      /^ConflictException: Failed to publish the State Machine version for revision other. The current State Machine revision is \w+\.$/,
    );
    expect((await publish({ revisionId: 'INITIAL' })).stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
  });

  it('are deleted unless an alias leads there, and their numbers are not given again', async () => {
    await alias(routes(100));
    const remove = () =>
      server.client.send(new DeleteStateMachineVersionCommand({ stateMachineVersionArn: `${stateMachineArn}:1` }));

    expect(await refusal(remove())).toBe(
      'ConflictException: Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]',
    );
    await server.client.send(new DeleteStateMachineAliasCommand({ stateMachineAliasArn: `${stateMachineArn}:live` }));
    await remove();
    await remove();
    expect((await publish()).stateMachineVersionArn).toBe(`${stateMachineArn}:2`);
  });
});

describe('aliases', () => {
  it('share executions out by weight', async () => {
    await update('two');
    const { stateMachineAliasArn = '' } = await alias(routes(75, 25));
    const outputs: (string | undefined)[] = [];
    for (let count = 0; count < 200; count++)
      outputs.push((await untilEnded(server, await start(server, stateMachineAliasArn))).output);

    const ones = outputs.filter((output) => output === '"one"').length;
    expect(outputs.filter((output) => output === '"two"')).toHaveLength(200 - ones);
    expect(ones).toBeGreaterThan(110);
    expect(ones).toBeLessThan(190);
  });

  it('with a weight of 0 lead nowhere else', async () => {
    await update('two');
    await alias(routes(0, 100));

    expect(await untilEnded(server, await start(server, `${stateMachineArn}:live`))).toMatchObject({
      output: '"two"',
      stateMachineAliasArn: `${stateMachineArn}:live`,
      stateMachineVersionArn: `${stateMachineArn}:2`,
    });
  });

  it('are updated, described, listed and deleted', async () => {
    await update('two');
    const { stateMachineAliasArn, creationDate } = await alias(routes(100));
    await server.client.send(
      new UpdateStateMachineAliasCommand({
        stateMachineAliasArn,
        routingConfiguration: routes(40, 60),
        description: 'd',
      }),
    );

    const described = await server.client.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
    expect(described).toMatchObject({
      name: 'live',
      description: 'd',
      creationDate,
      routingConfiguration: routes(40, 60),
    });
    const { stateMachineAliases } = await server.client.send(new ListStateMachineAliasesCommand({ stateMachineArn }));
    expect(stateMachineAliases).toEqual([{ stateMachineAliasArn, creationDate }]);
    await server.client.send(new DeleteStateMachineAliasCommand({ stateMachineAliasArn }));
    expect(await refusal(server.client.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn })))).toBe(
      'ResourceNotFound: Request references a resource that does not exist.',
    );
  });

  it('are created twice only if they are the same', async () => {
    await update('two');
    const first = await alias(routes(100));

    expect((await alias(routes(100))).creationDate).toEqual(first.creationDate);
    expect(await refusal(alias(routes(50, 50)))).toMatch(
      /^ConflictException: Failed to create alias because an alias with the same name/,
    );
  });

  it.each<[string, () => RoutingConfigurationListItem[], string]>([
    [
      'weights that are not 100 together',
      () => routes(50, 40),
      'Sum of routing configuration weights must equal 100. Received: [50,40]',
    ],
    [
      'the same version twice',
      () => [...routes(50), ...routes(50)],
      'Routing configuration must contain distinct state machine version ARNs.',
    ],
    [
      'a version there is not',
      () => [{ stateMachineVersionArn: `${stateMachineArn}:9`, weight: 100 }],
      'Routing configuration must contain state machine version ARNs.',
    ],
    [
      'a machine instead of a version',
      () => [{ stateMachineVersionArn: stateMachineArn, weight: 100 }],
      'Routing configuration must contain state machine version ARNs.',
    ],
    [
      'three routes',
      () => routes(30, 30, 40),
      'failed to satisfy constraint: Member must have length less than or equal to 2',
    ],
    ['a weight over 100', () => routes(101), 'Member must have value less than or equal to 100'],
  ])('refuse %s', async (_what, configuration, message) => {
    await update('two');

    const refused = await refusal(alias(configuration()));
    expect(refused).toMatch(/^ValidationException: /);
    expect(refused).toContain(message);
  });

  it('have names of their own kind', async () => {
    expect(await refusal(alias(routes(100), '123'))).toMatch(
      /^ValidationException: .*at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    );
  });

  it('lead to versions of one machine', async () => {
    await createMachine(server, 'other', greet);
    await server.client.send(new PublishStateMachineVersionCommand({ stateMachineArn: arnOf('other') }));
    const both = [
      { stateMachineVersionArn: `${stateMachineArn}:1`, weight: 50 },
      { stateMachineVersionArn: `${arnOf('other')}:1`, weight: 50 },
    ];

    expect(await refusal(alias(both))).toMatch(/^ValidationException: Routing configuration/);
  });
});
