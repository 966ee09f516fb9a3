import { ApiGatewayAccount } from '@cdktf/provider-aws/lib/api-gateway-account';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { DeploymentTarget } from '../../deployment-target';
import { policyDocument } from '../../policy';
import { trustApiGateway } from './integration-role';

/**
 * The role that API Gateway uses to write logs, for this account and region as a whole: without one no stage with an
 * access log can be created (`CloudWatch Logs role ARN must be set in account settings to enable logging`). Two
 * environments of one account and region that both set it would overwrite each other, so loading them together fails:
 * environments/account-log-role.ts.
 */
export class AccountLogRole extends Construct {
  readonly account: ApiGatewayAccount;

  constructor(scope: Construct, id: string, target: DeploymentTarget) {
    super(scope, id);
    const role = new IamRole(this, `role:${id}`, {
      name: target.roleNameOf(id),
      assumeRolePolicy: trustApiGateway('LogsAreWrittenForAllApis'),
    });
    const policy = new IamRolePolicy(this, `policy:${id}`, {
      name: id,
      role: role.id,
      policy: policyDocument([
        {
          Sid: 'AnyResourceBecauseItServesEveryApiOfTheAccount',
          Effect: 'Allow',
          Action: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:PutLogEvents',
            'logs:GetLogEvents',
            'logs:FilterLogEvents',
          ],
          Resource: '*',
        },
      ]),
    });
    // AWS tests the role when it is set.
    this.account = new ApiGatewayAccount(this, `account:${id}`, { cloudwatchRoleArn: role.arn, dependsOn: [policy] });
  }
}
