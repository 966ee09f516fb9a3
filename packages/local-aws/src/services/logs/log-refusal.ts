import type { AccountRegion } from '../../local-account';
import type { Policies } from '../../policies';

/**
 * Why a role may not create and write a log stream of a function; undefined: it may. The name of the group is Lambda's default.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 */
export function logRefusal(
  roleArn: string,
  { functionName, logStreamName }: { readonly functionName: string; readonly logStreamName: string },
  { policies, localAccount }: { readonly policies: Pick<Policies, 'allowsRole'>; readonly localAccount: AccountRegion },
): string | undefined {
  const { partition, region, account } = localAccount;
  const resource = `arn:${partition}:logs:${region}:${account}:log-group:/aws/lambda/${functionName}:log-stream:${logStreamName}`;
  // Both are asked for, so that both are recorded as used.
  const decisions = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((action) => {
    const decision = policies.allowsRole(roleArn, { action, resource });
    return decision.allowed
      ? undefined
      : `${roleArn} is not authorized to perform: ${action} on ${resource} ${decision.reason}`;
  });
  return decisions.find((refusal) => refusal !== undefined);
}
