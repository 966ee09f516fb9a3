import { type DeploymentTarget, regionalArn } from './deployment-target';
import { anyBecause, arns, type ReasonedGrant } from './grant';

/** What the role needs besides what the definition calls. */
export interface Observability {
  /** Whether the state machine logs to CloudWatch; default false. */
  readonly logging?: boolean;
  /** Whether it is traced by X-Ray; default false. */
  readonly tracing?: boolean;
  /** ARN of the customer key that encrypts the machine's own data. */
  readonly customerKeyArn?: string;
}

/** What a role needs for the delivery of logs: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
export const logDeliveryActions = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const traces = ['PutTraceSegments', 'PutTelemetryRecords', 'GetSamplingRules', 'GetSamplingTargets'];

/**
 * Grants for logs (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html), traces (…/concepts-xray-tracing.html)
 * and a customer key (…/encryption-at-rest.html).
 */
export function observabilityGrants(
  { logging = false, tracing = false, customerKeyArn }: Observability,
  target: DeploymentTarget,
): ReasonedGrant[] {
  const grants: ReasonedGrant[] = [];
  if (logging) {
    grants.push({
      actions: logDeliveryActions,
      resources: anyBecause('LogDeliveryHasNoArn'),
      reason: 'the state machine logs to CloudWatch',
    });
  }
  if (tracing) {
    const actions = traces.map((action) => `xray:${action}`);
    grants.push({ actions, resources: anyBecause('TracesHaveNoArn'), reason: 'the state machine is traced by X-Ray' });
  }
  if (customerKeyArn !== undefined) {
    const own = regionalArn(target, 'states', `stateMachine:${target.stateMachineName}`);
    const condition = { StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': own } };
    const reason = 'the state machine is encrypted with a customer key';
    grants.push({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: arns([customerKeyArn]),
      condition,
      reason,
    });
  }
  return grants;
}
