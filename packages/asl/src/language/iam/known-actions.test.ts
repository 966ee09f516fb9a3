import { type Json, optimizedIntegrations } from '../definition';
import { iamActions } from './actions/iam-actions';
import { deriveExecutionPolicy } from './derive-execution-policy';
import { requireKnownCalls } from './require-known-calls';
import { sdkActions } from './sdk/actions';
import { sdkExceptions } from './sdk/sdk-rule';

const target = { partition: 'aws', region: 'eu-west-1', account: '123456789012', stateMachineName: 'm' };

function derive(resource: string, given: Json = {}, substitutions = {}) {
  const task = { Type: 'Task', Resource: resource, QueryLanguage: 'JSONata', Arguments: given, End: true };
  return deriveExecutionPolicy({ StartAt: 'T', States: { T: task } }, substitutions, target);
}

describe('the table of actions', () => {
  it('knows every action of every rule, in the spelling of IAM, and on `*` only what IAM allows on no resource', () => {
    const sdk = [...Object.keys(sdkExceptions), ...Object.keys(sdkActions)].map((key) => `aws-sdk:${key}`);
    const optimized = Object.keys(optimizedIntegrations).flatMap((key) => [key, `${key}.sync`]);
    const policies = [...sdk, ...optimized].map((key) => derive(`arn:aws:states:::${key}`));
    const granted = policies.flatMap(({ statements }) =>
      statements.flatMap((each) => each.Action.map((action) => ({ ...each, action }))),
    );
    expect(policies.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(granted.filter(({ action }) => known(action)?.name !== action)).toEqual([]);
    const withoutLevel = granted.filter(({ Sid }) => Sid.startsWith('AnyResourceBecauseNoResourceLevelPermissions'));
    expect(withoutLevel.filter(({ action }) => known(action)?.resourceTypes.length !== 0)).toEqual([]);
    expect(granted.filter(({ Resource }) => Resource.length === 0)).toEqual([]);
    expect(granted.length).toBeGreaterThan(150);
  });

  it.each([
    ['aws-sdk:s3:listObjectV2', { kind: 'action', state: 'T', call: 'aws-sdk:s3:listObjectV2' }],
    ['aws-sdk:sso:x', { kind: 'action', state: 'T', call: 'aws-sdk:sso:x' }],
    ['nothing:atAll', { kind: 'action', state: 'T', call: 'nothing:atAll' }],
  ])('knows no action for %s, which is reported and not granted', (call, unknown) => {
    expect(derive(`arn:aws:states:::${call}`)).toEqual({ statements: [], unknown: [unknown] });
  });
});

it('rejects a role that lacks a permission, with every reason', () => {
  const call = (Resource: string) => ({ Type: 'Task', Resource, End: true });
  const definition = { StartAt: 'A', States: { A: call('${ActivityArn}'), B: call('arn:aws:states:::aws-sdk:sso:x') } };
  expect(() => requireKnownCalls(deriveExecutionPolicy(definition, {}, target), 'a.asl.yaml')).toThrow(
    /^a.asl.yaml: the role lacks a permission: state A calls `\$\{ActivityArn\}`, and it is unknown what that is\n {2}state B calls aws-sdk:sso:x, for which IAM had no action on 20/,
  );
  expect(() => requireKnownCalls(derive('arn:aws:states:::sqs:sendMessage'), 'a.asl.yaml')).not.toThrow();
});

describe('a `Resource` that is a placeholder', () => {
  const functionArn = 'arn:aws:lambda:eu-west-1:123456789012:function:f:live';
  const activityArn = 'arn:aws:states:eu-west-1:123456789012:activity:a';

  it.each([
    ['without a value', {}],
    ['whose value is a token', { X: { kind: 'text', value: '${TfToken[TOKEN.1]}', arn: '${TfToken[TOKEN.2]}' } }],
    ['of its own name', { X: { kind: 'text', value: '${X}', arn: '${X}' } }],
  ])('%s is unknown and no function', (_, substitutions) => {
    expect(derive('${X}', {}, substitutions)).toEqual({
      statements: [],
      unknown: [{ kind: 'placeholder', state: 'T', placeholder: 'X' }],
    });
  });

  it.each([
    ['an activity', activityArn, []],
    ['a function', functionArn, [['lambda:InvokeFunction', functionArn]]],
    [
      'a reference to a function',
      '${aws_lambda_alias.f.arn}',
      [['lambda:InvokeFunction', '${aws_lambda_alias.f.arn}']],
    ],
    ['a reference to an activity', '${aws_sfn_activity.a.id}', []],
  ])('is %s by its value', (_, value, expected) => {
    const { statements, unknown } = derive('${X}', {}, { X: { kind: 'text', value } });
    expect(unknown).toEqual([]);
    expect(statements.map(({ Action, Resource }) => [...Action, ...Resource])).toEqual(expected);
  });
});

function known(action: string) {
  const [prefix = '', name = ''] = action.split(':');
  return iamActions.find(prefix, name);
}
