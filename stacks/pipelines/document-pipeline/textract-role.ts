import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import type { DeploymentTarget } from '../../deployment-target';
import { allow, policyDocument, trustService } from '../../policy';

/**
 * The role that Textract uses to report that an asynchronous job has ended. extract-text passes it on and cannot assume
 * it.
 */
export class TextractRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { target, topic }: { target: DeploymentTarget; topic: SnsTopic }) {
    super(scope, id);
    this.role = new IamRole(this, 'role:textract-notices', {
      name: target.roleNameOf('textract-notices'),
      assumeRolePolicy: trustService(target, 'textract.amazonaws.com', target.arnOf('textract', '*')),
    });
    new IamRolePolicy(this, 'policy:textract-notices', {
      name: 'textract-notices',
      role: this.role.id,
      policy: policyDocument([allow('TellThatAJobHasEnded', ['sns:Publish'], topic.arn)]),
    });
  }
}
