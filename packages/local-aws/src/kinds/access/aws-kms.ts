import { createHash } from 'node:crypto';
import { UserError } from '@document-pipelines/asl/diagnostics';
import { checkArguments, optionalTextOf, textOf } from '../arguments';
import type { Kind, Kinds } from '../kind';

/** A key is its policy: data is not encrypted locally, but callers that may not use the key are denied. */
const key: Kind = async (resource, { place, policies }) => {
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
  const arn = `arn:${place.partition}:kms:${place.region}:${place.account}:key/${keyId}`;
  policies.putResourcePolicy(arn, optionalTextOf(resource.arguments, 'policy') ?? defaultPolicy(place));
  return { id: keyId, key_id: keyId, arn };
};

const keyPolicy: Kind = async (resource, { place, policies }) => {
  checkArguments(resource, ['key_id', 'policy']);
  const keyId = textOf(resource, 'key_id');
  const arn = keyId.startsWith('arn:')
    ? keyId
    : `arn:${place.partition}:kms:${place.region}:${place.account}:key/${keyId}`;
  policies.putResourcePolicy(arn, textOf(resource, 'policy'));
  return { id: keyId };
};

/** The key policy that KMS uses without another one: identity policies of the account decide. */
function defaultPolicy(place: { readonly partition: string; readonly account: string }): string {
  const Principal = { AWS: `arn:${place.partition}:iam::${place.account}:root` };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
  });
}

const alias: Kind = async (resource, { place }) => {
  checkArguments(resource, ['name', 'target_key_id']);
  const name = textOf(resource, 'name');
  if (!name.startsWith('alias/') || name.startsWith('alias/aws/'))
    throw new UserError(`the name of a key alias begins with alias/ and not with alias/aws/, it is ${name}`);
  return { id: name, name, arn: `arn:${place.partition}:kms:${place.region}:${place.account}:${name}` };
};

/** Keys. */
export const kmsKinds: Kinds = { aws_kms_key: key, aws_kms_key_policy: keyPolicy, aws_kms_alias: alias };
