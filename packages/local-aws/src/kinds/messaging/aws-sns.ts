import { checkArguments, operator, optionalTextOf, textOf } from '../arguments';
import type { ResourceType, ResourceTypes } from '../resource-type';

const topic: ResourceType = async (resource, { services, policies }) => {
  checkArguments(
    resource,
    ['name', 'kms_master_key_id', 'policy'],
    ['display_name', 'fifo_topic', 'tracing_config', 'signature_version'],
  );
  const Name = textOf(resource, 'name');
  const key = optionalTextOf(resource.arguments, 'kms_master_key_id');
  const { TopicArn } = await services.call(
    'sns',
    'CreateTopic',
    { Name, Attributes: key === undefined ? {} : { KmsMasterKeyId: key } },
    operator,
  );
  const arn = String(TopicArn);
  const policy = optionalTextOf(resource.arguments, 'policy');
  if (policy !== undefined) policies.putResourcePolicy(arn, policy);
  return { id: arn, arn, name: Name, owner: arn.split(':')[4] ?? '' };
};

const topicPolicy: ResourceType = async (resource, { policies }) => {
  checkArguments(resource, ['arn', 'policy']);
  policies.putResourcePolicy(textOf(resource, 'arn'), textOf(resource, 'policy'));
  return { id: textOf(resource, 'arn') };
};

const subscription: ResourceType = async (resource, { services }) => {
  checkArguments(
    resource,
    ['topic_arn', 'protocol', 'endpoint', 'raw_message_delivery', 'redrive_policy'],
    ['confirmation_timeout_in_minutes', 'endpoint_auto_confirms'],
  );
  const raw = resource.arguments['raw_message_delivery'] === true ? { RawMessageDelivery: 'true' } : {};
  const redrive = optionalTextOf(resource.arguments, 'redrive_policy');
  const { SubscriptionArn } = await services.call(
    'sns',
    'Subscribe',
    {
      TopicArn: textOf(resource, 'topic_arn'),
      Protocol: textOf(resource, 'protocol'),
      Endpoint: textOf(resource, 'endpoint'),
      Attributes: { ...raw, ...(redrive === undefined ? {} : { RedrivePolicy: redrive }) },
    },
    operator,
  );
  return { id: String(SubscriptionArn), arn: String(SubscriptionArn) };
};

/** Topics and subscriptions. */
export const snsResourceTypes: ResourceTypes = {
  aws_sns_topic: topic,
  aws_sns_topic_policy: topicPolicy,
  aws_sns_topic_subscription: subscription,
};
