import { block, blocks, checkArguments, operator, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

const bucket: ResourceType = async (resource, { localAccount, services }) => {
  checkArguments(resource, ['bucket'], ['force_destroy', 'object_lock_enabled']);
  const Bucket = textOf(resource, 'bucket');
  await services.call('s3', 'CreateBucket', { Bucket }, operator);
  return {
    id: Bucket,
    bucket: Bucket,
    arn: `arn:${localAccount.partition}:s3:::${Bucket}`,
    bucket_domain_name: `${Bucket}.s3.amazonaws.com`,
    bucket_regional_domain_name: `${Bucket}.s3.${localAccount.region}.amazonaws.com`,
    region: localAccount.region,
  };
};

const versioning: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['bucket', 'versioning_configuration']);
  const Bucket = textOf(resource, 'bucket');
  const Status = optionalTextOf(block(resource.arguments, 'versioning_configuration') ?? {}, 'status');
  if (Status !== 'Disabled')
    await services.call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status } }, operator);
  return { id: Bucket };
};

/** Only EventBridge is modelled as a destination. */
const notification: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['bucket', 'eventbridge']);
  const Bucket = textOf(resource, 'bucket');
  const NotificationConfiguration = resource.arguments['eventbridge'] === true ? { EventBridgeConfiguration: {} } : {};
  await services.call('s3', 'PutBucketNotificationConfiguration', { Bucket, NotificationConfiguration }, operator);
  return { id: Bucket };
};

const encryption: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['bucket', 'rule']);
  const Bucket = textOf(resource, 'bucket');
  const defaults = blocks(resource.arguments, 'rule').map(
    (rule) => block(rule, 'apply_server_side_encryption_by_default') ?? {},
  );
  const KMSMasterKeyID = optionalTextOf(defaults[0] ?? {}, 'kms_master_key_id');
  await services.call(
    's3',
    'PutBucketEncryption',
    { Bucket, ...(KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }) },
    operator,
  );
  return { id: Bucket };
};

const policy: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['bucket', 'policy']);
  const Bucket = textOf(resource, 'bucket');
  policies.putResourcePolicy(`arn:${localAccount.partition}:s3:::${Bucket}`, textOf(resource, 'policy'));
  return { id: Bucket };
};

/** Buckets and what is set on them. */
export const s3ResourceTypes: ResourceTypes = {
  aws_s3_bucket: bucket,
  aws_s3_bucket_versioning: versioning,
  aws_s3_bucket_notification: notification,
  aws_s3_bucket_server_side_encryption_configuration: encryption,
  aws_s3_bucket_policy: policy,
};
