import type { Json, JsonObject } from '@document-pipelines/asl/definition';
import type { LocalAccount } from '../local-account';

/** A resource type without local effect: why, and the attributes that others may refer to. */
export interface InertResourceType {
  readonly why: string;
  readonly attributes: (resource: JsonObject, localAccount: LocalAccount) => Readonly<Record<string, Json>>;
}

const named =
  (argument: string, arnOf: (localAccount: LocalAccount, name: string) => string): InertResourceType['attributes'] =>
  (resource, localAccount) => {
    const name = String(resource[argument]);
    return { id: name, arn: arnOf(localAccount, name) };
  };

const ofBucket: InertResourceType['attributes'] = (resource) => ({ id: resource['bucket'] ?? null });
const plain: InertResourceType['attributes'] = (resource) => ({ id: resource['name'] ?? null });
const inRegion = (service: string, resource: string) => (localAccount: LocalAccount, name: string) =>
  `arn:${localAccount.partition}:${service}:${localAccount.region}:${localAccount.account}:${resource}${name}`;

/** Resource types that are knowingly not implemented locally. */
export const inertResourceTypes: Readonly<Record<string, InertResourceType>> = {
  aws_api_gateway_account: {
    why: 'access logs are files',
    attributes: () => ({ id: 'api-gateway-account' }),
  },
  aws_cloudwatch_metric_alarm: { why: 'nothing is measured locally', attributes: alarm },
  aws_cloudwatch_composite_alarm: { why: 'nothing is measured locally', attributes: alarm },
  aws_cloudwatch_dashboard: {
    why: 'nothing is measured locally',
    attributes: (resource) => ({ id: resource['dashboard_name'] ?? null }),
  },
  aws_cloudwatch_log_group: {
    why: 'logs are files, kept until they are cleaned',
    attributes: named('name', inRegion('logs', 'log-group:')),
  },
  aws_cloudwatch_log_metric_filter: { why: 'nothing is measured locally', attributes: plain },
  aws_cloudwatch_log_resource_policy: {
    why: 'logs are files',
    attributes: (resource) => ({ id: resource['policy_name'] ?? null }),
  },
  aws_cloudwatch_query_definition: { why: 'logs are files', attributes: plain },
  aws_s3_bucket_public_access_block: { why: 'the local endpoint serves its own user only', attributes: ofBucket },
  aws_s3_bucket_lifecycle_configuration: { why: 'nothing is deleted by age locally', attributes: ofBucket },
  aws_s3_bucket_ownership_controls: { why: 'objects have no owners locally', attributes: ofBucket },
  aws_s3_bucket_logging: { why: 'access is not logged locally', attributes: ofBucket },
  aws_s3_bucket_metric: { why: 'nothing is measured locally', attributes: ofBucket },
  aws_s3_bucket_intelligent_tiering_configuration: { why: 'storage has one class locally', attributes: ofBucket },
  aws_sqs_queue_redrive_allow_policy: {
    why: 'any queue of the stack may take dead letters',
    attributes: (resource) => ({ id: resource['queue_url'] ?? null }),
  },
  aws_xray_group: {
    why: 'nothing is traced locally',
    attributes: (resource) => ({ id: resource['group_name'] ?? null }),
  },
  aws_xray_sampling_rule: {
    why: 'nothing is traced locally',
    attributes: (resource) => ({ id: resource['rule_name'] ?? null }),
  },
  aws_budgets_budget: { why: 'a local run costs nothing', attributes: plain },
  aws_resourcegroups_group: { why: 'it is a view in the console', attributes: plain },
};

/**
 * Why a resource that is created in its local implementation has no effect there, and which of its type: by resource
 * type. Undefined for a resource that has one.
 */
export const withoutEffect: Readonly<Record<string, (resource: JsonObject) => WithoutEffect | undefined>> = {
  aws_sns_topic_subscription: ({ protocol }) =>
    ['email', 'email-json', 'sms'].includes(String(protocol))
      ? { which: `by ${String(protocol)}`, why: 'nothing is sent from the local environment: notifications are files' }
      : undefined,
};

/** Which resources of a type have no local effect, and why. */
export interface WithoutEffect {
  readonly which: string;
  readonly why: string;
}

function alarm(resource: JsonObject, localAccount: LocalAccount): Readonly<Record<string, Json>> {
  const name = String(resource['alarm_name']);
  return { id: name, arn: inRegion('cloudwatch', 'alarm:')(localAccount, name) };
}
