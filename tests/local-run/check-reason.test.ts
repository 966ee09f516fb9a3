import type { RoleGrant } from '@document-pipelines/local-aws';
import { reasonProblems } from './check-reason';
import { unusedBySamples } from './unused-by-samples';

/** A grant as a run of the samples leaves it. */
function grantOf(title: string, changes: Partial<RoleGrant> = {}): RoleGrant {
  const [role = '', sid = ''] = title.split(' ');
  const roleArn = `arn:aws:iam::123456789012:role/dev-${role}-us-east-1`;
  return { roleArn, policy: role, sid, actions: ['s3:GetObject'], resources: ['*'], used: [], needed: [], ...changes };
}

const listed = Object.keys(unusedBySamples).map((title) => grantOf(title));
const withOther = (title: string, changes: Partial<RoleGrant>) =>
  listed.map((grant, index) => (Object.keys(unusedBySamples)[index] === title ? grantOf(title, changes) : grant));

it('finds every file, test, case and scenario that a reason names', () => {
  expect(reasonProblems(listed)).toEqual([]);
});

it.each([
  [
    'a statement that no sample needs',
    [...listed, grantOf('role NewStatement')],
    'role NewStatement: no sample needs it, and there is no reason',
  ],
  [
    'a listed statement that is gone',
    listed.slice(1),
    'batch-inference NoResourceLevelPermissions: there is no such statement',
  ],
  [
    'a listed statement that a sample needs now',
    withOther('batch-pipeline DynamodbGetItem', { used: ['dynamodb:GetItem'], needed: ['dynamodb:GetItem'] }),
    'batch-pipeline DynamodbGetItem: a sample needs it: remove it from the list',
  ],
  [
    'an action that a local service asks for now',
    withOther('batch-pipeline EventsDescribeRuleAnd2More', { used: ['events:PutRule'] }),
    'batch-pipeline EventsDescribeRuleAnd2More: a local service asks for events:PutRule',
  ],
])('reports %s', (_what, grants, problem) => {
  expect(reasonProblems(grants)).toEqual([problem]);
});
