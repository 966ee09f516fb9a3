import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  type CreateStateMachineCommandInput,
  DescribeStateMachineCommand,
  ListActivitiesCommand,
  TagResourceCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { arnOf, greet, refusal, roleArn, startTestServer, type TestServer } from './served-states';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const definition = JSON.stringify(greet);
const create = (more: Partial<CreateStateMachineCommandInput> = {}) =>
  server.client.send(new CreateStateMachineCommand({ name: 'greet', definition, roleArn, ...more }));

describe('what AWS refuses of a state machine', () => {
  it.each<[string, Partial<CreateStateMachineCommandInput>, string]>([
    ['a name with a slash', { name: 'a/b' }, "InvalidName: Invalid Name: 'a/b'"],
    ['a name of 81 characters', { name: 'a'.repeat(81) }, `InvalidName: Invalid Name: '${'a'.repeat(81)}'`],
    ['a role that is no ARN', { roleArn: 'nonsense' }, "InvalidArn: Invalid Role Arn: 'nonsense'"],
    ['the ARN of a user', { roleArn: roleArn.replace(':role/', ':user/') }, 'InvalidArn: Invalid Role Arn: '],
    ['a role without an account', { roleArn: 'arn:aws:iam:::role/r' }, 'InvalidArn: Invalid Role Arn: '],
    ['a role without a name', { roleArn: 'arn:aws:iam::123456789012:role/' }, 'InvalidArn: Invalid Role Arn: '],
    [
      'a tag whose key is reserved',
      { tags: [{ key: 'aws:owner', value: 'x' }] },
      'ValidationException: .*aws: prefixed tag key names are not allowed for external use',
    ],
    [
      'a reserved key in capitals',
      { tags: [{ key: 'AWS:owner', value: 'x' }] },
      'ValidationException: .*aws: prefixed',
    ],
    ['a tag without a key', { tags: [{ key: '', value: 'x' }] }, 'ValidationException: .*length between 1 and 128'],
    ['a long key', { tags: [{ key: 'k'.repeat(129) }] }, 'ValidationException: .*length between 1 and 128'],
    [
      'a long value',
      { tags: [{ key: 'k', value: 'v'.repeat(257) }] },
      'ValidationException: .*length between 0 and 256',
    ],
    ['a key with other characters', { tags: [{ key: 'a*b' }] }, 'ValidationException: .*regular expression pattern'],
    [
      'a value with other characters',
      { tags: [{ key: 'a', value: '#' }] },
      'ValidationException: .*regular expression',
    ],
    [
      'more than 50 tags',
      { tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}` })) },
      'TooManyTags: A resource carries 50 tags at most, not 51',
    ],
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
          '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","Parameters":{"QueueUrl":"q","MessageBody.$":"$$.Task.Token"},"TimeoutSeconds":1,"End":true}}}',
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

describe('roles and tags', () => {
  it.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso-b', 'aws-eusc'])(
    'takes a role of the partition %s',
    async (name) => {
      const created = await create({ roleArn: `arn:${name}:iam::123456789012:role/a/path/to+me=,.@-_` });

      expect(created.stateMachineArn).toBe(arnOf('greet'));
    },
  );

  it('takes 50 tags of every allowed character, at the bounds of their lengths', async () => {
    const tags = Array.from({ length: 49 }, (_, index) => ({ key: `k${index}`, value: '' }));

    await create({ tags: [...tags, { key: `Größe 7_.:/=+-@${'k'.repeat(113)}`, value: 'v'.repeat(256) }] });
  });

  it('are checked in updates, activities and TagResource too, and leave everything as it was', async () => {
    const { stateMachineArn } = await create();
    const reserved = [{ key: 'aws:x', value: '' }];
    const update = new UpdateStateMachineCommand({ stateMachineArn, roleArn: 'nonsense' });
    const createActivity = new CreateActivityCommand({ name: 'a', tags: reserved });
    const tag = new TagResourceCommand({ resourceArn: stateMachineArn, tags: reserved });

    expect(await refusal(server.client.send(update))).toMatch(/^InvalidArn: /);
    expect(await refusal(server.client.send(createActivity))).toMatch(/^ValidationException: /);
    expect(await refusal(server.client.send(tag))).toMatch(/^ValidationException: /);

    expect(
      await server.client.send(new DescribeStateMachineCommand({ stateMachineArn: arnOf('greet') })),
    ).toMatchObject({
      roleArn,
    });
    expect((await server.client.send(new ListActivitiesCommand({}))).activities).toEqual([]);
  });
});
