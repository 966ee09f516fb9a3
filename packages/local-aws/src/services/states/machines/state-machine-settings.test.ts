import { createPolicies } from '../../../policies';
import type { MachinesContext } from './machines-context';
import { checkLogDelivery } from './state-machine-settings';

const roleArn = 'arn:aws:iam::123456789012:role/greet';
const loggingConfiguration = { level: 'ALL', destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: 'arn' } }] };
const listed = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];

function policiesWith(actions: readonly string[]) {
  const policies = createPolicies({ partition: 'aws', region: 'eu-west-1', account: '123456789012' });
  policies.putRole(roleArn, JSON.stringify({ Version: '2012-10-17', Statement: [] }));
  const Statement = [{ Sid: 'Logs', Effect: 'Allow', Action: actions, Resource: '*' }];
  policies.putRolePolicy(roleArn, 'logs', JSON.stringify({ Version: '2012-10-17', Statement }));
  return policies;
}

describe('the delivery of the logs of a state machine', () => {
  it('uses the rights that AWS lists, and records them as needed', () => {
    const policies = policiesWith(listed);

    checkLogDelivery({ roleArn, loggingConfiguration }, { policies } as unknown as MachinesContext);

    expect(policies.grants()).toMatchObject([{ sid: 'Logs', needed: listed }]);
  });

  it('is refused with the missing action, and not asked for without logs', () => {
    const policies = policiesWith(listed.filter((action) => action !== 'logs:PutResourcePolicy'));
    const context = { policies } as unknown as MachinesContext;

    expect(() => checkLogDelivery({ roleArn, loggingConfiguration }, context)).toThrow(
      'The state machine IAM Role is not authorized to access the Log Destination: because no identity-based policy allows the logs:PutResourcePolicy action',
    );
    expect(() => checkLogDelivery({ roleArn, loggingConfiguration: { level: 'OFF' } }, context)).not.toThrow();
    expect(() => checkLogDelivery({ roleArn }, context)).not.toThrow();
  });
});
