import { UserError } from '@document-pipelines/asl/diagnostics';
import { checkArguments, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

/** Returns a stable replacement for the ids that IAM generates. */
function uniqueId(prefix: string, name: string): string {
  return `${prefix}${Buffer.from(name).toString('hex').toUpperCase().slice(0, 16).padEnd(16, '0')}`;
}

const role: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(
    resource,
    ['name', 'assume_role_policy', 'path'],
    ['description', 'max_session_duration', 'force_detach_policies'],
  );
  const name = textOf(resource, 'name');
  if (!/^[\w+=,.@-]{1,64}$/.test(name))
    throw new UserError(`a role name has 1 to 64 letters, digits or _+=,.@-, it is ${name} (${name.length})`);
  const arn = `arn:${localAccount.partition}:iam::${localAccount.account}:role${optionalTextOf(resource.arguments, 'path') ?? '/'}${name}`;
  policies.putRole(arn, textOf(resource, 'assume_role_policy'));
  return { id: name, name, arn, unique_id: uniqueId('AROA', name), path: '/', max_session_duration: 3600 };
};

/** The provider names a role by its name; its ARN follows from it, since the stacks do not use paths. */
function roleArn(
  resource: Parameters<ResourceType>[0],
  localAccount: { readonly partition: string; readonly account: string },
): string {
  return `arn:${localAccount.partition}:iam::${localAccount.account}:role/${textOf(resource, 'role')}`;
}

/** Inline policies of one role hold 10,240 characters together; one alone must not exceed it. */
const rolePolicy: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['name', 'role', 'policy']);
  const name = optionalTextOf(resource.arguments, 'name') ?? resource.name;
  const policy = textOf(resource, 'policy');
  const characters = policy.replaceAll(/\s/g, '').length;
  if (characters > 10_240)
    throw new UserError(`the inline policies of a role hold at most 10,240 characters, this one has ${characters}`);
  policies.putRolePolicy(roleArn(resource, localAccount), name, policy);
  return { id: `${textOf(resource, 'role')}:${name}`, name };
};

const managedPolicy: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['name', 'policy', 'path'], ['description']);
  const name = textOf(resource, 'name');
  const arn = `arn:${localAccount.partition}:iam::${localAccount.account}:policy${optionalTextOf(resource.arguments, 'path') ?? '/'}${name}`;
  policies.putManagedPolicy(arn, textOf(resource, 'policy'));
  return { id: arn, arn, name, policy_id: uniqueId('ANPA', name) };
};

const attachment: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['role', 'policy_arn']);
  policies.attachRolePolicy(roleArn(resource, localAccount), textOf(resource, 'policy_arn'));
  return { id: `${textOf(resource, 'role')}/${textOf(resource, 'policy_arn')}` };
};

/** Roles and their policies. */
export const iamResourceTypes: ResourceTypes = {
  aws_iam_role: role,
  aws_iam_role_policy: rolePolicy,
  aws_iam_policy: managedPolicy,
  aws_iam_role_policy_attachment: attachment,
};
