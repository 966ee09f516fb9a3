import { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import { DataAwsPartition } from '@cdktf/provider-aws/lib/data-aws-partition';
import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import type { Construct } from 'constructs';

/** The target of a stack: partition, region and account are references, known when Terraform plans. */
export class DeploymentTarget {
  readonly partition: string;
  readonly region: string;
  readonly account: string;

  constructor(
    scope: Construct,
    /** The environment's name: the beginning of every resource's name. */
    readonly environment: string,
  ) {
    this.partition = new DataAwsPartition(scope, 'partition:current').partition;
    this.region = new DataAwsRegion(scope, 'region:current').region;
    this.account = new DataAwsCallerIdentity(scope, 'caller-identity:current').accountId;
  }

  /** `<environment>-<name>`: unique in an account and region. */
  nameOf(name: string): string {
    return `${this.environment}-${name}`;
  }

  /** Name of a role: IAM is global, so the name has the region. */
  roleNameOf(name: string): string {
    return `${this.environment}-${name}-${this.region}`;
  }

  /** Name of a bucket: globally unique. */
  bucketNameOf(name: string): string {
    return `${this.environment}-${name}-${this.account}-${this.region}`;
  }

  /**
   * ARN of a resource of this environment's account and region, composed from names. Use the resource itself if that
   * makes no cycle: a composed ARN does not make Terraform wait for the resource.
   */
  arnOf(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }

  /** The composed ARN of a state machine of this environment, from its name without the environment. */
  stateMachineArn(name: string): string {
    return this.arnOf('states', `stateMachine:${this.nameOf(name)}`);
  }
}
