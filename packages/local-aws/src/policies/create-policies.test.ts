import type { Caller } from '../services';
import { createPolicies } from './create-policies';
import type { AuthorisationDecision, Policies } from './policies';

const localAccount = { partition: 'aws', region: 'eu-west-1', account: '123456789012' };
const roleArn = 'arn:aws:iam::123456789012:role/r';
const caller: Caller = { kind: 'role', roleArn };
const trust = document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });

function document(...Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function withRole(...statements: readonly object[]): Policies {
  const policies = createPolicies(localAccount, () => Date.parse('2026-03-01T00:00:00Z'));
  policies.putRole(roleArn, trust);
  policies.putRolePolicy(roleArn, 'inline', document(...statements));
  return policies;
}

function reasonOf(decision: AuthorisationDecision): string {
  return decision.allowed ? 'allowed' : decision.reason;
}

describe('identity policies', () => {
  it.each([
    ['an exact action and resource', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/k' }, true],
    ['a list', { Action: ['s3:PutObject', 's3:GetObject'], Resource: ['arn:aws:s3:::c/*', 'arn:aws:s3:::b/*'] }, true],
    ['wildcards', { Action: 's3:Get*', Resource: 'arn:aws:s3:::?/k*' }, true],
    ['an action in another case', { Action: 'S3:getobject', Resource: '*' }, true],
    ['another bucket', { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bb/*' }, false],
    ['NotAction that leaves it out', { NotAction: 's3:Get*', Resource: '*' }, false],
    ['NotAction of others', { NotAction: 's3:Put*', Resource: '*' }, true],
    ['NotResource of others', { Action: 's3:*', NotResource: 'arn:aws:s3:::c/*' }, true],
    ['NotResource that names it', { Action: 's3:*', NotResource: 'arn:aws:s3:::b/*' }, false],
  ])('weigh %s', (_what, statement, allowed) => {
    const decision = withRole({ Effect: 'Allow', ...statement }).allowsRole(roleArn, {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
    });
    expect(decision.allowed).toBe(allowed);
  });

  it('refuse first what a Deny names', () => {
    const policies = withRole(
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' },
    );
    expect(reasonOf(policies.authorise(caller, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' }))).toBe(
      'with an explicit deny in an identity-based policy',
    );
  });

  it('say in AWS’s words what nothing allows', () => {
    const decision = withRole({ Effect: 'Allow', Action: 's3:PutObject', Resource: '*' }).authorise(caller, {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/k',
    });
    expect(reasonOf(decision)).toBe('because no identity-based policy allows the s3:GetObject action');
  });

  it('hold together with managed policies', () => {
    const policies = createPolicies(localAccount);
    policies.putRole(roleArn, trust);
    policies.putManagedPolicy(
      'arn:aws:iam::123456789012:policy/p',
      document({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }),
    );
    policies.attachRolePolicy(roleArn, 'arn:aws:iam::123456789012:policy/p');
    expect(
      policies.authorise(caller, { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-1:123456789012:q' })
        .allowed,
    ).toBe(true);
  });
});

describe('conditions', () => {
  const condition = (Condition: object, conditionKeys: Record<string, string> = {}) =>
    withRole({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*', Condition }).allowsRole(roleArn, {
      action: 'iam:PassRole',
      resource: '*',
      conditionKeys,
    }).allowed;

  it.each([
    [
      { StringEquals: { 'iam:PassedToService': 'textract.amazonaws.com' } },
      { 'iam:PassedToService': 'textract.amazonaws.com' },
      true,
    ],
    [{ StringEquals: { 'iam:passedtoservice': ['a', 'b'] } }, { 'iam:PassedToService': 'b' }, true],
    [{ StringEquals: { 'iam:PassedToService': 'a' } }, {}, false],
    [{ StringEqualsIfExists: { 'iam:PassedToService': 'a' } }, {}, true],
    [{ StringEqualsIfExists: { 'iam:PassedToService': 'a' } }, { 'iam:PassedToService': 'b' }, false],
    [{ StringNotEquals: { 'iam:PassedToService': ['a', 'b'] } }, { 'iam:PassedToService': 'b' }, false],
    [{ StringNotEquals: { 'iam:PassedToService': ['a', 'b'] } }, {}, true],
    [{ StringLike: { 'iam:PassedToService': '*.amazonaws.com' } }, { 'iam:PassedToService': 'x.amazonaws.com' }, true],
    [{ StringEqualsIgnoreCase: { 'iam:PassedToService': 'A' } }, { 'iam:PassedToService': 'a' }, true],
    [{ Bool: { 'aws:SecureTransport': true } }, {}, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, false],
    [{ Null: { 'iam:PassedToService': 'true' } }, {}, true],
    [{ Null: { 'iam:PassedToService': 'true' } }, { 'iam:PassedToService': 'a' }, false],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, {}, true],
    [{ ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, {}, false],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-03-02T00:00:00Z' } }, {}, true],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-03-02T00:00:00Z' } }, {}, false],
    [{ NumericLessThan: { 'aws:EpochTime': 1 } }, {}, false],
    [{ 'ForAnyValue:StringEquals': { 'iam:PassedToService': ['a'] } }, { 'iam:PassedToService': 'a' }, true],
    [{ 'ForAnyValue:StringEquals': { 'iam:PassedToService': ['a'] } }, {}, false],
    [{ 'ForAllValues:StringEquals': { 'iam:PassedToService': ['a'] } }, {}, true],
    [
      { StringEquals: { 'iam:PassedToService': 'a', 'aws:RequestedRegion': 'us-east-1' } },
      { 'iam:PassedToService': 'a' },
      false,
    ],
  ] as readonly [object, Record<string, string>, boolean][])('weigh %j against %j: %s', (Condition, keys, allowed) => {
    expect(condition(Condition, keys)).toBe(allowed);
  });

  it.each([
    [{ IpAddress: { 'aws:SecureTransport': '10.0.0.0/8' } }, 'the condition operator IpAddress is not modelled'],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, 'the condition key aws:PrincipalOrgID is not modelled'],
  ])('refuse %j by name', (Condition, message) => {
    expect(() => condition(Condition)).toThrow(message);
  });
});

describe('resource policies', () => {
  const queueArn = 'arn:aws:sqs:eu-west-1:123456789012:q';
  const ruleArn = 'arn:aws:events:eu-west-1:123456789012:rule/r';
  const events: Caller = { kind: 'service', service: 'events.amazonaws.com', sourceArn: ruleArn };
  const send = { action: 'sqs:SendMessage', resource: queueArn };

  it('let a service in only from the source they name', () => {
    const policies = createPolicies(localAccount);
    expect(reasonOf(policies.authorise(events, send))).toBe(
      'because no resource-based policy allows the sqs:SendMessage action',
    );
    policies.putResourcePolicy(
      queueArn,
      document({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: queueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      }),
    );
    expect(policies.authorise(events, send).allowed).toBe(true);
    expect(policies.authorise({ ...events, sourceArn: `${ruleArn}-other` }, send).allowed).toBe(false);
    expect(policies.authorise({ ...events, service: 'sns.amazonaws.com' }, send).allowed).toBe(false);
  });

  it('let in what insists on TLS, which counts as given locally', () => {
    const policies = withRole({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const deny = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] };
    policies.putResourcePolicy(
      'arn:aws:s3:::b',
      document({ ...deny, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
    const get = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
    expect(policies.authorise(caller, get).allowed).toBe(true);
    policies.putResourcePolicy('arn:aws:s3:::b', document(deny));
    expect(reasonOf(policies.authorise(caller, get))).toBe('with an explicit deny in a resource-based policy');
  });

  it('let in a role they name, without an identity policy', () => {
    const policies = withRole({ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' });
    policies.putResourcePolicy(
      queueArn,
      document({ Effect: 'Allow', Principal: { AWS: roleArn }, Action: 'sqs:*', Resource: queueArn }),
    );
    expect(policies.authorise(caller, send).allowed).toBe(true);
  });

  it('of a key must let the account in before identity policies count', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:123456789012:key/k';
    const policies = withRole({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn });
    const decrypt = { action: 'kms:Decrypt', resource: keyArn };
    expect(policies.authorise(caller, decrypt).allowed).toBe(false);
    policies.putResourcePolicy(
      keyArn,
      document({
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        Action: 'kms:*',
        Resource: '*',
      }),
    );
    expect(policies.authorise(caller, decrypt).allowed).toBe(true);
    expect(policies.authorise(caller, { ...decrypt, action: 'kms:GenerateDataKey' }).allowed).toBe(false);
  });

  it('of a key may let in the whole account through one service', () => {
    const keyArn = 'arn:aws:kms:eu-west-1:123456789012:key/k';
    const policies = withRole();
    const Condition = {
      StringEquals: { 'kms:CallerAccount': '123456789012', 'kms:ViaService': 'sns.eu-west-1.amazonaws.com' },
    };
    policies.putResourcePolicy(
      keyArn,
      document({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'kms:GenerateDataKey*', Resource: '*', Condition }),
    );
    const permission = (service: string) => ({
      action: 'kms:GenerateDataKey',
      resource: keyArn,
      conditionKeys: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` },
    });
    expect(policies.authorise(caller, permission('sns')).allowed).toBe(true);
    expect(policies.authorise(caller, permission('sqs')).allowed).toBe(false);
    expect(policies.authorise(events, permission('sns')).allowed).toBe(false);
  });

  it('grow by statements, as permissions of a function do', () => {
    const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
    const policies = createPolicies(localAccount);
    policies.putResourceStatement(functionArn, 'a', {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn,
    });
    expect(policies.authorise(events, { action: 'lambda:InvokeFunction', resource: functionArn }).allowed).toBe(true);
  });
});

describe('trust policies', () => {
  it('say which service may assume a role, and for what', () => {
    const policies = createPolicies(localAccount);
    policies.putRole(
      roleArn,
      document({
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      }),
    );
    expect(
      policies.allowsAssume(roleArn, 'events.amazonaws.com', { 'aws:SourceAccount': '123456789012' }).allowed,
    ).toBe(true);
    expect(reasonOf(policies.allowsAssume(roleArn, 'events.amazonaws.com'))).toBe(
      `because the trust policy of ${roleArn} does not let events.amazonaws.com assume it`,
    );
    expect(policies.allowsAssume(roleArn, 'sns.amazonaws.com').allowed).toBe(false);
    expect(policies.allowsAssume('arn:aws:iam::123456789012:role/absent', 'events.amazonaws.com').allowed).toBe(false);
  });
});

describe('documents', () => {
  it.each([
    [document({ Effect: 'allow', Action: 'a:b', Resource: '*' }), 'Effect must be Allow or Deny, it is "allow"'],
    [document({ Effect: 'Allow', Action: 'a:b' }), 'a statement has either Resource or NotResource'],
    [document({ Effect: 'Allow', Resource: '*' }), 'a statement has either Action or NotAction'],
    [document({ Effect: 'Allow', Actions: 'a:b', Resource: '*' }), 'the statement element Actions is not modelled'],
    [
      document({ Effect: 'Allow', Principal: '*', Action: 'a:b', Resource: '*' }),
      'an identity policy has no Principal',
    ],
    ['{"Statement": []}', 'Version must be "2012-10-17"'],
    ['{', 'the policy of arn:aws:iam::123456789012:role/r, p cannot be evaluated'],
  ])('%s are refused by name', (text, message) => {
    const policies = withRole();
    expect(() => policies.putRolePolicy(roleArn, 'p', text)).toThrow(message);
  });
});

describe('what was used of the grants', () => {
  const get = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };

  it('is recorded by statement, and a statement is needed if it alone allowed an action', () => {
    const policies = withRole(
      { Sid: 'Own', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b/*' },
      { Sid: 'Never', Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' },
      { Sid: 'Wide', Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    );
    policies.authorise(caller, get);
    policies.authorise(caller, { ...get, action: 's3:PutObject' });
    policies.authorise(caller, { ...get, action: 's3:DeleteObject' });
    policies.authorise(caller, { ...get, action: 'sqs:ReceiveMessage' });

    expect(policies.grants().map(({ sid, used, needed }) => ({ sid, used, needed }))).toEqual([
      { sid: 'Own', used: ['s3:GetObject', 's3:PutObject'], needed: ['s3:GetObject'] },
      { sid: 'Never', used: [], needed: [] },
      { sid: 'Wide', used: ['s3:PutObject'], needed: [] },
    ]);
  });

  it('is not needed if the policy of the resource allows the call as well', () => {
    const policies = withRole({ Sid: 'Own', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    const statement = { Effect: 'Allow', Principal: { AWS: roleArn }, Action: 's3:GetObject' };
    policies.putResourcePolicy('arn:aws:s3:::b', document({ ...statement, Resource: 'arn:aws:s3:::b/*' }));
    policies.authorise(caller, get);

    expect(policies.grants()).toMatchObject([{ used: ['s3:GetObject'], needed: [] }]);
  });
});
