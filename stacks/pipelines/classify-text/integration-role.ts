import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { DefinitionMachine } from '../../constructs/definition-machine';
import type { DeploymentTarget } from '../../deployment-target';
import { allow, policyDocument } from '../../policy';

/** The role that API Gateway uses to call the machine: it may only start executions of this one. */
export class IntegrationRole extends Construct {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;

  constructor(
    scope: Construct,
    id: string,
    { target, machine }: { target: DeploymentTarget; machine: DefinitionMachine },
  ) {
    super(scope, id);
    this.role = new IamRole(this, `role:${id}`, {
      name: target.roleNameOf(id),
      assumeRolePolicy: trustApiGateway('IntegrationsAssumeWithoutSource'),
    });
    this.policy = new IamRolePolicy(this, `policy:${id}`, {
      name: id,
      role: this.role.id,
      policy: policyDocument([allow('StartExecutions', ['states:StartSyncExecution'], machine.stateMachine.arn)]),
    });
  }
}

/**
 * The trust policy of a role for API Gateway. It does not name a source: when API Gateway assumes an integration's role
 * it sends neither aws:SourceArn nor aws:SourceAccount, and a condition on them rejects every call with 500
 * (https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/479).
 * iam:PassRole decides who may pass this role to an API.
 */
export function trustApiGateway(sid: string): string {
  return policyDocument([
    { Sid: sid, Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
}
