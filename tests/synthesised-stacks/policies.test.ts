import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPolicies } from '../../packages/local-aws/src/policies';
import { describePolicies } from './describe-policies';
import { synthesisedStacks } from './synthesise';
import { inAccount, type Statement, type SynthesisedStack, statementsOf } from './synthesised-stack';

/** Sections `<address>:` with the lines of their policy. A change of a policy is a change of this file, to be read by people. */
const expected = new Map(
  readFileSync(join(__dirname, 'policies.txt'), 'utf8')
    .trimEnd()
    .split('\n\n')
    .map((section) => {
      const [address = '', ...lines] = section.split('\n');
      return [address, lines.map((line) => line.slice(2)).join('\n')] as const;
    }),
);

const stacks = synthesisedStacks();

describe.each(stacks.map((stack) => [stack.environment, stack] as const))('%s', (environment, stack) => {
  it('has exactly the policies of policies.txt, of the resources that it has', () => {
    const described = describePolicies(stack);
    const ofThisStack = [...expected]
      .filter(([address]) => environment === 'dev' || described.has(address))
      .map(([address, text]) => [address, withoutMachines(text, machinesOfDevAlone(stack))]);
    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(ofThisStack));
    expect(described.size).toBeGreaterThan(40);
  });

  it('lets each machine call every function that its definition names, in each version, and write its log and traces', () => {
    for (const { address, arguments: given } of stack.ofType('aws_sfn_state_machine')) {
      const statements = statementsOf(stack.at(address.replace('aws_sfn_state_machine', 'aws_iam_role_policy')));
      const named = [...String(given['definition']).matchAll(/\$\{aws_lambda_(?:function|alias)\.([\w-]+)\./g)];
      const functions = new Set(named.map(([, name]) => `\${aws_lambda_function.${name}.arn}:*`));
      const invoked = statements.filter(({ Action }) => [Action].flat().includes('lambda:InvokeFunction'));
      expect(invoked.flatMap(({ Resource }) => Resource).sort()).toEqual([...functions].sort());
      const actions = statements.flatMap(({ Action }) => Action);
      expect(actions).toEqual(expect.arrayContaining(['logs:CreateLogDelivery', 'xray:PutTraceSegments']));
    }
  });

  describe('denies what does not come over TLS', () => {
    it.each([
      ['aws_s3_bucket', 'aws_s3_bucket_policy', 's3:*', ['.arn}', '.arn}/*']],
      ['aws_sqs_queue', 'aws_sqs_queue_policy', 'sqs:*', ['.arn}']],
      // SNS accepts no wildcard in the policy of a topic.
      ['aws_sns_topic', 'aws_sns_topic_policy', 'sns:Publish', ['.arn}']],
      ['aws_api_gateway_rest_api', 'aws_api_gateway_rest_api_policy', 'execute-api:Invoke', ['.execution_arn}/*']],
    ])('to each %s', (type, policyType, action, endings) => {
      const resources = stack.ofType(type);
      expect(resources.length).toBeGreaterThan(0);
      for (const { address } of resources) {
        const [, name] = address.split('.');
        const denials = statementsOf(stack.at(`${policyType}.${name}`)).filter(({ Effect }) => Effect === 'Deny');
        expect(denials.map((denial) => ({ ...denial, Resource: [denial.Resource].flat() }))).toEqual([
          {
            Sid: 'TlsOnly',
            Effect: 'Deny',
            Principal: '*',
            Action: action,
            Resource: endings.map((ending) => `\${${address}${ending}`),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ]);
      }
    });
  });

  describe('lets a key be used', () => {
    const account = '${data.aws_caller_identity.current.account_id}';
    const use = ['kms:Decrypt', 'kms:GenerateDataKey*'];
    const statements: Partial<Statement>[] = [
      {
        Principal: { AWS: `arn:\${data.aws_partition.current.partition}:iam::${account}:root` },
        Action: 'kms:*',
      },
      {
        Principal: { AWS: '*' },
        Action: use,
        Condition: {
          StringEquals: {
            'kms:CallerAccount': account,
            'kms:ViaService': 'sns.${data.aws_region.current.region}.amazonaws.com',
          },
        },
      },
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: use,
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ];

    it('by its account, by publishers of this account through SNS, and by alarms', () => {
      const keys = stack.ofType('aws_kms_key');
      expect(keys).toHaveLength(1);
      for (const key of keys) {
        expect(statementsOf(key).map(({ Sid: _, ...each }) => each)).toEqual(
          statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each })),
        );
      }
    });

    it('for decades: it is rotated, and deleted after a month of waiting', () => {
      for (const key of stack.argumentsOf('aws_kms_key')) {
        expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
      }
    });
  });

  describe('lets Step Functions assume the role of a state machine', () => {
    const states = 'arn:aws:states:us-east-1:123456789012:stateMachine';
    const machines = stack.ofType('aws_sfn_state_machine');
    const mayAssume = trustOf(stack);

    it('for itself, its versions and its aliases', () => {
      for (const { address, arguments: given } of machines) {
        const arn = `${states}:${given['name']}`;
        expect([arn, `${arn}:7`, `${arn}:live`].map((source) => mayAssume(address, source))).toEqual([
          true,
          true,
          true,
        ]);
      }
    });

    it('for children of its Map, if it has a Distributed Map, and for no others', () => {
      const withChildren = machines.filter(({ address, arguments: given }) =>
        mayAssume(address, `${states}:${given['name']}/documents`),
      );
      const distributed = machines.filter(({ arguments: given }) =>
        /"Mode":"DISTRIBUTED"/.test(String(given['definition'])),
      );
      expect(distributed.map(({ address }) => address)).toEqual(['aws_sfn_state_machine.batch-pipeline']);
      expect(withChildren).toEqual(distributed);
    });

    it('for no other machine, account or region', () => {
      for (const { address, arguments: given } of machines) {
        const arn = `${states}:${given['name']}`;
        const others = [
          `${arn}s`,
          `${states}:another`,
          arn.replace('123456789012', '210987654321'),
          arn.replace('us-east-1', 'eu-west-1'),
        ];
        expect(others.filter((source) => mayAssume(address, source))).toEqual([]);
        expect(mayAssume(address, arn, '210987654321')).toBe(false);
      }
    });
  });
});

/** Names of the machines that this environment does without. */
function machinesOfDevAlone(stack: SynthesisedStack): string[] {
  const [dev] = stacks;
  const addresses = (each: SynthesisedStack | undefined) =>
    (each?.ofType('aws_sfn_state_machine') ?? []).map(({ address }) => address);
  return addresses(dev).flatMap((address) => (addresses(stack).includes(address) ? [] : [address.split('.')[1] ?? '']));
}

function withoutMachines(text: string, machines: readonly string[]): string {
  const isOfMachine = (line: string) =>
    machines.some((name) =>
      new RegExp(`<environment>-${name}[:/]|on aws_sfn_state_machine\\.${name}\\.arn$`).test(line),
    );
  return text
    .split('\n')
    .filter((line) => !isOfMachine(line))
    .join('\n');
}

/** Whether Step Functions may assume the role of a machine on behalf of a source. */
function trustOf(stack: SynthesisedStack) {
  const target = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
  return (machine: string, sourceArn: string, sourceAccount = target.account): boolean => {
    const policies = createPolicies(target);
    const role = stack.at(machine.replace('aws_sfn_state_machine', 'aws_iam_role'));
    policies.putRole('role', inAccount(String(role.arguments['assume_role_policy'])));
    const keys = { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceAccount };
    return policies.allowsAssume('role', 'states.amazonaws.com', keys).allowed;
  };
}
