import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { Construct } from 'constructs';
import type { Place } from '../../place';
import { allow, policyDocument, trustService } from '../../policy';

/**
 * The role that Textract uses to report that an asynchronous job has ended. extract-text passes it on and cannot assume
 * it.
 */
export class TextractRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { place, topic }: { place: Place; topic: SnsTopic }) {
    super(scope, id);
    this.role = new IamRole(this, 'role:textract-notices', {
      name: place.roleNameOf('textract-notices'),
      assumeRolePolicy: trustService(place, 'textract.amazonaws.com', place.arnOf('textract', '*')),
    });
    new IamRolePolicy(this, 'policy:textract-notices', {
      name: 'textract-notices',
      role: this.role.id,
      policy: policyDocument([allow('TellThatAJobHasEnded', ['sns:Publish'], topic.arn)]),
    });
  }
}
