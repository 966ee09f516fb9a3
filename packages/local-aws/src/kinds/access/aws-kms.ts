import { createHash } from 'node:crypto';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { checkArguments, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

/** A key is its policy: data is not encrypted locally, but callers that may not use the key are denied. */
const key: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(
    resource,
    ['policy'],
    [
      'description',
      'enable_key_rotation',
      'rotation_period_in_days',
      'deletion_window_in_days',
      'multi_region',
      'key_usage',
      'is_enabled',
    ],
  );
  const hex = createHash('sha256').update(resource.address).digest('hex');
  const keyId = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
  const arn = `arn:${localAccount.partition}:kms:${localAccount.region}:${localAccount.account}:key/${keyId}`;
  policies.putResourcePolicy(arn, optionalTextOf(resource.arguments, 'policy') ?? defaultPolicy(localAccount));
  return { id: keyId, key_id: keyId, arn };
};

const keyPolicy: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['key_id', 'policy']);
  const keyId = textOf(resource, 'key_id');
  const arn = keyId.startsWith('arn:')
    ? keyId
    : `arn:${localAccount.partition}:kms:${localAccount.region}:${localAccount.account}:key/${keyId}`;
  policies.putResourcePolicy(arn, textOf(resource, 'policy'));
  return { id: keyId };
};

/** The key policy that KMS uses without another one: identity policies of the account decide. */
function defaultPolicy(localAccount: { readonly partition: string; readonly account: string }): string {
  const Principal = { AWS: `arn:${localAccount.partition}:iam::${localAccount.account}:root` };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
  });
}

const alias: ResourceType = async (resource, { localAccount }) => {
  checkArguments(resource, ['name', 'target_key_id']);
  const name = textOf(resource, 'name');
  if (!name.startsWith('alias/') || name.startsWith('alias/aws/'))
    throw new UserError(`the name of a key alias begins with alias/ and not with alias/aws/, it is ${name}`);
  return {
    id: name,
    name,
    arn: `arn:${localAccount.partition}:kms:${localAccount.region}:${localAccount.account}:${name}`,
  };
};

/** Keys. */
export const kmsResourceTypes: ResourceTypes = {
  aws_kms_key: key,
  aws_kms_key_policy: keyPolicy,
  aws_kms_alias: alias,
};
