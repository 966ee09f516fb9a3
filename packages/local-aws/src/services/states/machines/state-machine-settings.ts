import { logDeliveryActions } from '@document-pipelines/asl/iam';
import { ServiceError, type Shape } from '../../service';
import type { MachinesContext } from './machines-context';

/** Rejects the settings of a state machine that AWS rejects, and those that are not modelled here. */
export function checkSettings(input: Shape): void {
  const { loggingConfiguration, encryptionConfiguration } = input as {
    readonly loggingConfiguration?: Shape;
    readonly encryptionConfiguration?: Shape;
  };
  const { level, destinations } = loggingConfiguration ?? {};
  const count = Array.isArray(destinations) ? destinations.length : 0;
  if (count > 1 || (level !== undefined && level !== 'OFF' && count === 0))
    throw new ServiceError(
      'InvalidLoggingConfiguration',
      'Invalid Logging Configuration: Must specify exactly one Log Destination.',
    );
  refuseCustomerKey(encryptionConfiguration);
}

/** Data are never encrypted here, so a request to encrypt them is rejected. */
export function refuseCustomerKey(encryptionConfiguration: unknown): void {
  const { type } = (encryptionConfiguration ?? {}) as Shape;
  if (type === undefined || type === 'AWS_OWNED_KEY') return;
  throw new ServiceError(
    'InvalidEncryptionConfiguration',
    `Invalid Encryption Configuration: '${String(type)} is not modelled: only AWS_OWNED_KEY is'`,
  );
}

/** Step Functions accepts a role only if it may assume it. */
export function checkRole(roleArn: string, machineArn: string, { policies, localAccount }: MachinesContext): void {
  const conditionKeys = { 'aws:SourceArn': machineArn, 'aws:SourceAccount': localAccount.account };
  const decision = policies.allowsAssume(roleArn, 'states.amazonaws.com', conditionKeys);
  if (decision.allowed) return;
  throw new ServiceError(
    'AccessDeniedException',
    `Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role: ${decision.reason}`,
  );
}

/**
 * Step Functions creates the delivery of a machine's logs with the rights of its role:
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy lists what it needs, without saying which of
 * them CreateStateMachine uses.
 */
export function checkLogDelivery(
  { roleArn, loggingConfiguration }: { readonly roleArn: string; readonly loggingConfiguration?: Shape },
  { policies }: MachinesContext,
): void {
  const { level = 'OFF' } = loggingConfiguration ?? {};
  if (level === 'OFF') return;
  // Each is asked for, so that each is recorded as used.
  const decisions = logDeliveryActions.map((action) => policies.allowsRole(roleArn, { action, resource: '*' }));
  const denied = decisions.find(({ allowed }) => !allowed);
  if (denied === undefined || denied.allowed) return;
  throw new ServiceError(
    'AccessDeniedException',
    `The state machine IAM Role is not authorized to access the Log Destination: ${denied.reason}`,
  );
}

/** Returns a configuration in the shape of DescribeStateMachine, with AWS's defaults. */
export function toSettingsShape(revision: {
  readonly loggingConfiguration?: Shape;
  readonly tracingConfiguration?: Shape;
}): Shape {
  return {
    loggingConfiguration: { level: 'OFF', includeExecutionData: false, ...revision.loggingConfiguration },
    tracingConfiguration: { enabled: false, ...revision.tracingConfiguration },
  };
}

/** Returns the configurations of a request, for a revision. */
export function givenSettings({ loggingConfiguration, tracingConfiguration }: Shape): {
  readonly loggingConfiguration?: Shape;
  readonly tracingConfiguration?: Shape;
} {
  return {
    ...(loggingConfiguration === undefined ? {} : { loggingConfiguration: loggingConfiguration as Shape }),
    ...(tracingConfiguration === undefined ? {} : { tracingConfiguration: tracingConfiguration as Shape }),
  };
}
