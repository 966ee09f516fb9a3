/** The target of the state machine; each value may be a Terraform token. */
export interface DeploymentTarget {
  /** `aws`, `aws-cn`, `${data.aws_partition.current.partition}` … */
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly stateMachineName: string;
}

/** ARN of a resource in the machine's own region and account. */
export function regionalArn({ partition, region, account }: DeploymentTarget, service: string, rest: string): string {
  return `arn:${partition}:${service}:${region}:${account}:${rest}`;
}

/** ARN of a bucket, or with a key pattern of objects in it. */
export function bucketArn({ partition }: DeploymentTarget, bucket: string, key?: string): string {
  return `arn:${partition}:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;
}

/** ARN of a role of the machine's own account. */
export function roleArn({ partition, account }: DeploymentTarget, name: string): string {
  return `arn:${partition}:iam::${account}:role/${name}`;
}
