import { createPolicies } from '../../policies';
import { logRefusal } from './log-refusal';

const localAccount = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const roleArn = 'arn:aws:iam::123456789012:role/greet';
const stream = { functionName: 'greet', logStreamName: '2026/11/28/[1]0123456789abcdef' };

function policiesWith(actions: readonly string[], group = '/aws/lambda/greet') {
  const policies = createPolicies(localAccount);
  policies.putRole(roleArn, JSON.stringify({ Version: '2012-10-17', Statement: [] }));
  const Resource = `arn:aws:logs:eu-west-1:123456789012:log-group:${group}:*`;
  const Statement = [{ Sid: 'WriteItsLog', Effect: 'Allow', Action: actions, Resource }];
  policies.putRolePolicy(roleArn, 'log', JSON.stringify({ Version: '2012-10-17', Statement }));
  return policies;
}

it('is absent if the role may create and write its stream, and both actions are recorded as needed', () => {
  const policies = policiesWith(['logs:CreateLogStream', 'logs:PutLogEvents']);

  expect(logRefusal(roleArn, stream, { policies, localAccount })).toBeUndefined();
  expect(policies.grants()).toMatchObject([{ needed: ['logs:CreateLogStream', 'logs:PutLogEvents'] }]);
});

it.each([
  ['one action', policiesWith(['logs:CreateLogStream']), 'logs:PutLogEvents'],
  ['the group of another function', policiesWith(['logs:*'], '/aws/lambda/other'), 'logs:CreateLogStream'],
])('names what is missing with %s', (_what, policies, action) => {
  expect(logRefusal(roleArn, stream, { policies, localAccount })).toMatch(
    `${roleArn} is not authorized to perform: ${action} on arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/greet:log-stream:`,
  );
});
