import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Construct } from 'constructs';
import type { DeploymentTarget } from '../../deployment-target';
import { allow, policyDocument, type Statement, trustService } from '../../policy';

/** Where a job reads its data and writes its metrics, below the results bucket. */
export const trainingPrefixes = { read: 'training/', written: 'models/' } as const;

/**
 * The role that Bedrock uses to read training data and to write metrics. The machine passes it on and cannot assume it.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-customization-iam-role.html
 */
export class TrainingRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { target, results }: { target: DeploymentTarget; results: S3Bucket }) {
    super(scope, id);
    this.role = new IamRole(this, 'role:model-training', {
      name: target.roleNameOf('model-training'),
      assumeRolePolicy: trustService(
        target,
        'bedrock.amazonaws.com',
        target.arnOf('bedrock', 'model-customization-job/*'),
      ),
    });
    new IamRolePolicy(this, 'policy:model-training', {
      name: 'model-training',
      role: this.role.id,
      policy: policyDocument(statementsOn(results)),
    });
  }
}

function statementsOn({ arn }: S3Bucket): Statement[] {
  const { read, written } = trainingPrefixes;
  const list = allow('SeeWhatIsThere', ['s3:ListBucket'], arn);
  return [
    allow('ReadTrainingData', ['s3:GetObject'], `${arn}/${read}*`),
    allow('LeaveMetrics', ['s3:GetObject', 's3:PutObject'], `${arn}/${written}*`),
    { ...list, Condition: { StringLike: { 's3:prefix': [`${read}*`, `${written}*`] } } },
  ];
}
