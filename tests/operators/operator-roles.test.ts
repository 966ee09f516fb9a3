import { createPolicies } from '../../packages/local-aws/src/policies';
import { type OperatedEnvironment, operatedEnvironment } from './operated-environment';
import { cases, type OperatorCase } from './operator-cases';

const policies = ['operator-read', 'operator-data', 'operator-write'] as const;
let operated: OperatedEnvironment;

beforeAll(async () => {
  operated = await operatedEnvironment();
});
afterAll(() => operated.close());

describe.each<OperatorCase>(cases)('$name', (operation) => {
  beforeAll(() => operation.prepare?.(operated));

  it.each(operation.policies)('is denied without %s, which the error names', async (missing) => {
    await operated.as(operation.policies.filter((policy) => policy !== missing));

    await expect(operation.run(operated)).rejects.toThrow(
      new RegExp(
        `^arn:aws:sts::123456789012:assumed-role/operator/operator may not call .*: the policy [a-z -]*${missing}[a-z -]* is missing`,
      ),
    );
  });

  it(`is allowed with ${operation.policies.join(', ')}`, async () => {
    await operated.as(operation.policies);

    expect(await operation.run(operated)).toBeLessThan(2);
  });
});

it('has no statement that no operation needs', () => {
  const { localAccount } = operated.local;
  const roleArn = 'arn:aws:iam::123456789012:role/reduced';
  const unused = policies.flatMap((name) => {
    const statements = operated.statementsOf(name);
    return statements.filter((statement) => {
      const reduced = createPolicies(localAccount);
      reduced.putRole(roleArn, '{"Version":"2012-10-17","Statement":[]}');
      const others = policies.flatMap((each) => operated.statementsOf(each)).filter((each) => each !== statement);
      reduced.putRolePolicy(roleArn, 'reduced', JSON.stringify({ Version: '2012-10-17', Statement: others }));
      return operated.used.every((permission) => reduced.allowsRole(roleArn, permission).allowed);
    });
  });

  expect(unused.map(({ Sid }) => Sid)).toEqual([]);
});

it('lets no operator read task tokens', async () => {
  await operated.as(policies);
  const table = { TableName: operated.local.outputs['callbacks_table_name'] };
  const Key = { callbackId: { S: 'review/x' } };

  await expect(operated.call('dynamodb', 'Scan', table)).rejects.toThrow(/not authorized to perform: dynamodb:Scan/);
  await expect(operated.call('dynamodb', 'GetItem', { ...table, Key })).rejects.toThrow(/not authorized/);
  await expect(
    operated.call('dynamodb', 'Scan', { ...table, Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'taskToken' }),
  ).rejects.toThrow(/not authorized/);
});
