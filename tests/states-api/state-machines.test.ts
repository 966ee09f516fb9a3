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
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import {
  arnOf,
  createMachine,
  ended,
  greet,
  refusal,
  roleArn,
  start,
  startTestServer,
  type TestServer,
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
    expect(await ended(server, await start(server, arnOf('greet')))).toMatchObject({ output: '{"hello":"world"}' });
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

describe('what AWS refuses of a state machine', () => {
  it.each<[string, Partial<CreateStateMachineCommandInput>, string]>([
    ['a name with a slash', { name: 'a/b' }, "InvalidName: Invalid Name: 'a/b'"],
    ['a name of 81 characters', { name: 'a'.repeat(81) }, `InvalidName: Invalid Name: '${'a'.repeat(81)}'`],
    ['no JSON', { definition: '{' }, 'InvalidDefinition: .*INVALID_JSON_DESCRIPTION'],
    [
      'a transition to nowhere',
      { definition: '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"}}}' },
      "InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next'$",
    ],
    [
      'a Task without a Resource',
      { definition: '{"StartAt":"A","States":{"A":{"Type":"Task","End":true}}}' },
      "InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The field 'Resource' is required but was missing at /States/A'$",
    ],
    [
      'an unreachable state, and another mistake',
      { definition: '{"StartAt":"X","States":{"A":{"Type":"Succeed"}}}' },
      "InvalidDefinition: Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'StartAt' target: X at /StartAt'$",
    ],
    [
      'an Express machine that waits for a token',
      {
        type: 'EXPRESS',
        definition:
          '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":{},"TimeoutSeconds":1,"End":true}}}',
      },
      "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration at /States/A/Resource'$",
    ],
    [
      'a type there is not',
      { type: 'OTHER' as 'STANDARD' },
      "ValidationException: 1 validation error detected: Value 'OTHER' at 'type' failed to satisfy constraint: Member must satisfy enum value set: \\[STANDARD, EXPRESS\\]$",
    ],
    [
      'no name and no role',
      { name: undefined, roleArn: undefined },
      "ValidationException: 2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value null at 'roleArn'",
    ],
    [
      'logging without a destination',
      { loggingConfiguration: { level: 'ALL' } },
      'InvalidLoggingConfiguration: .*exactly one Log Destination',
    ],
    [
      'a customer key, which is not modelled',
      { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' } },
      'InvalidEncryptionConfiguration: .*not modelled',
    ],
    [
      'a description without a version',
      { versionDescription: 'one' },
      'ValidationException: Version description can only be set when publish is true',
    ],
    [
      'a definition over 1 MiB',
      { definition: `{"Comment":"${'x'.repeat(1_048_576)}"}` },
      "ValidationException: 1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length less than or equal to 1048576",
    ],
  ])('%s', async (_what, more, message) => {
    expect(await refusal(create(more))).toMatch(new RegExp(message));
  });

  it('an update of nothing, and of what is not there', async () => {
    await create();
    const update = (stateMachineArn: string) =>
      refusal(server.client.send(new UpdateStateMachineCommand({ stateMachineArn })));

    expect(await update(arnOf('greet'))).toMatch(/^MissingRequiredParameter: Either the definition, the role ARN/);
    expect(await update(arnOf('none'))).toBe(
      `StateMachineDoesNotExist: State Machine Does Not Exist: '${arnOf('none')}'`,
    );
    expect(await update('none')).toBe("InvalidArn: Invalid Arn: 'Invalid ARN prefix: none'");
    expect(await update('arn:aws:states:us-east-1:123456789012:activity:a')).toBe(
      "InvalidArn: Invalid Arn: 'Resource type not valid in this context: activity'",
    );
  });
});

describe('ValidateStateMachineDefinition', () => {
  const validate = (value: unknown, more: object = {}) =>
    server.client.send(
      new ValidateStateMachineDefinitionCommand({
        definition: typeof value === 'string' ? value : JSON.stringify(value),
        ...more,
      }),
    );

  it('finds nothing in a sound definition', async () => {
    expect(await validate(greet)).toMatchObject({ result: 'OK', diagnostics: [], truncated: false });
  });

  it('tells code, message and location of each error', async () => {
    const answer = await validate({
      StartAt: 'A',
      States: {
        A: { Type: 'Choice', Choices: [{ Variable: '$.x', IsNull: true, Next: 'Nowhere' }], Default: 'B' },
        B: { Type: 'Wait', Timestamp: 'soon', End: true },
      },
    });

    expect(answer.result).toBe('FAIL');
    expect(answer.diagnostics).toEqual([
      {
        severity: 'ERROR',
        code: 'MISSING_TRANSITION_TARGET',
        message: "Missing 'Next' target: Nowhere",
        location: '/States/A/Choices[0]/Next',
      },
      {
        severity: 'ERROR',
        code: 'SCHEMA_VALIDATION_FAILED',
        message: 'String does not match RFC3339 timestamp',
        location: '/States/B/Timestamp',
      },
    ]);
  });

  it('tells warnings only when asked, and cuts the list', async () => {
    const suspicious = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Parameters: { a: '$.a', b: '$.b' }, Next: 'B' },
        B: { Type: 'Pass', Result: { 'c.$': '$.c' }, End: true },
      },
    };

    expect(await validate(suspicious)).toMatchObject({ result: 'OK', diagnostics: [] });
    const { diagnostics } = await validate(suspicious, { severity: 'WARNING' });
    expect(diagnostics?.map(({ code, location }) => `${code} ${location}`)).toEqual([
      'NO_DOLLAR /States/A/Parameters/a',
      'NO_DOLLAR /States/A/Parameters/b',
      'PASS_RESULT_IS_STATIC /States/B/Result/c.$',
    ]);
    expect(await validate(suspicious, { severity: 'WARNING', maxResults: 1 })).toMatchObject({
      result: 'OK',
      truncated: true,
    });
  });

  it('says of no JSON that it is none', async () => {
    expect((await validate('{')).diagnostics).toMatchObject([{ code: 'INVALID_JSON_DESCRIPTION' }]);
    expect((await validate('[]')).diagnostics).toMatchObject([{ code: 'SCHEMA_VALIDATION_FAILED' }]);
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
