import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Construct } from 'constructs';
import type { Environment } from '../../../environments';
import type { DeploymentTarget } from '../../deployment-target';
import { modelArns } from '../../models/model-values';
import { allow, policyDocument, trustService } from '../../policy';

/** Where jobs read and write, and the models they may call. */
export interface JobRoleOptions {
  readonly target: DeploymentTarget;
  readonly environment: Environment;
  readonly results: S3Bucket;
}

/**
 * The role that Bedrock uses to read a job's records, to write its answers, and to call the model if an inference
 * profile routes the calls. The machine passes it on and cannot assume it.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html
 */
export class JobRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { target, environment, results }: JobRoleOptions) {
    super(scope, id);
    const { arn } = results;
    this.role = new IamRole(this, 'role:inference-job', {
      name: target.roleNameOf('inference-job'),
      assumeRolePolicy: trustService(
        target,
        'bedrock.amazonaws.com',
        target.arnOf('bedrock', 'model-invocation-job/*'),
      ),
    });
    const list = allow('SeeWhatIsThere', ['s3:ListBucket'], arn);
    new IamRolePolicy(this, 'policy:inference-job', {
      name: 'inference-job',
      role: this.role.id,
      policy: policyDocument([
        allow('ReadRecords', ['s3:GetObject'], `${arn}/inference/*/input/*`),
        allow('LeaveAnswers', ['s3:PutObject'], `${arn}/inference/*/output/*`),
        { ...list, Condition: { StringLike: { 's3:prefix': ['inference/*'] } } },
        allow('AskTheModel', ['bedrock:InvokeModel'], modelArns(target, environment)),
      ]),
    });
  }
}
