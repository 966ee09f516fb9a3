import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { Construct } from 'constructs';
import type { DefinitionMachine } from '../../constructs/definition-machine';
import type { Place } from '../../place';
import { allow, policyDocument } from '../../policy';

/** What API Gateway calls the machine with: it may start executions of this one and do nothing else. */
export class IntegrationRole extends Construct {
  readonly role: IamRole;
  readonly policy: IamRolePolicy;

  constructor(scope: Construct, id: string, { place, machine }: { place: Place; machine: DefinitionMachine }) {
    super(scope, id);
    this.role = new IamRole(this, `role:${id}`, {
      name: place.roleNameOf(id),
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
 * The trust of a role for API Gateway. It names no source: when API Gateway assumes an integration's role it sends neither
 * aws:SourceArn nor aws:SourceAccount, and a condition on them refuses every call with 500
 * (https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/pull/479). Who may give this role to an API is decided by
 * iam:PassRole.
 */
export function trustApiGateway(sid: string): string {
  return policyDocument([
    { Sid: sid, Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ]);
}
