import { checkArguments, operator, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

/** The provider's own default, in bytes: a message of 256 KiB is the largest that every queue accepts. */
const defaultMaximumMessageSize = '262144';

/** Attributes of SQS by the provider's names for them. */
const attributeNames: Readonly<Record<string, string>> = {
  visibility_timeout_seconds: 'VisibilityTimeout',
  message_retention_seconds: 'MessageRetentionPeriod',
  delay_seconds: 'DelaySeconds',
  receive_wait_time_seconds: 'ReceiveMessageWaitTimeSeconds',
  max_message_size: 'MaximumMessageSize',
  kms_master_key_id: 'KmsMasterKeyId',
  redrive_policy: 'RedrivePolicy',
};

const queue: ResourceType = async (resource, { localAccount, services, policies }) => {
  checkArguments(
    resource,
    ['name', 'policy', ...Object.keys(attributeNames)],
    ['sqs_managed_sse_enabled', 'kms_data_key_reuse_period_seconds', 'redrive_allow_policy', 'fifo_queue'],
  );
  const name = textOf(resource, 'name');
  const arn = `arn:${localAccount.partition}:sqs:${localAccount.region}:${localAccount.account}:${name}`;
  const Attributes = Object.fromEntries(
    Object.entries(attributeNames).flatMap(([argument, attribute]) => {
      const value =
        optionalTextOf(resource.arguments, argument) ??
        (argument === 'max_message_size' ? defaultMaximumMessageSize : undefined);
      return value === undefined ? [] : [[attribute, value]];
    }),
  );
  const { QueueUrl } = await services.call('sqs', 'CreateQueue', { QueueName: name, Attributes }, operator);
  const policy = optionalTextOf(resource.arguments, 'policy');
  if (policy !== undefined) policies.putResourcePolicy(arn, policy);
  return { id: String(QueueUrl), url: String(QueueUrl), arn, name };
};

const queuePolicy: ResourceType = async (resource, { localAccount, policies }) => {
  checkArguments(resource, ['queue_url', 'policy']);
  const url = textOf(resource, 'queue_url');
  const name = url.slice(url.lastIndexOf('/') + 1);
  policies.putResourcePolicy(
    `arn:${localAccount.partition}:sqs:${localAccount.region}:${localAccount.account}:${name}`,
    textOf(resource, 'policy'),
  );
  return { id: url };
};

const redrivePolicy: ResourceType = async (resource, { services }) => {
  checkArguments(resource, ['queue_url', 'redrive_policy']);
  const QueueUrl = textOf(resource, 'queue_url');
  await services.call(
    'sqs',
    'SetQueueAttributes',
    { QueueUrl, Attributes: { RedrivePolicy: textOf(resource, 'redrive_policy') } },
    operator,
  );
  return { id: QueueUrl };
};

/** Queues. */
export const sqsResourceTypes: ResourceTypes = {
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: queuePolicy,
  aws_sqs_queue_redrive_policy: redrivePolicy,
};
