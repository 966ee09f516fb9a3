import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Construct } from 'constructs';
import type { DeadLetters } from '../../constructs/dead-letters';
import type { DefinitionMachine } from '../../constructs/definition-machine';
import type { DeploymentTarget } from '../../deployment-target';
import { allow, policyDocument, trustService } from '../../policy';

/** Which objects start which machine. */
export interface IncomingRuleOptions {
  readonly target: DeploymentTarget;
  readonly bucket: S3Bucket;
  readonly prefix: string;
  /** Prefixes under which objects wait for something else. */
  readonly otherPrefixes: readonly string[];
  readonly machine: DefinitionMachine;
  readonly deadLetters: DeadLetters;
}

/** Starts an execution for every object version that arrives under a prefix; delivered at least once, so perhaps twice. */
export class IncomingRule extends Construct {
  constructor(scope: Construct, id: string, options: IncomingRuleOptions) {
    super(scope, id);
    const { target, deadLetters } = options;
    const rule = new CloudwatchEventRule(this, `rule:${id}`, {
      name: target.nameOf(id),
      description: `Starts the pipeline for each object that arrives under ${options.prefix}`,
      eventPattern: JSON.stringify({
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [options.bucket.bucket] }, object: documentObjects(options) },
      }),
    });
    deadLetters.admit({ sid: 'EventsThatStartedNothing', service: 'events.amazonaws.com', sourceArn: rule.arn });
    new CloudwatchEventTarget(this, `target:${id}`, {
      rule: rule.name,
      targetId: 'start-execution',
      arn: options.machine.alias.arn,
      roleArn: this.starter(options).arn,
      inputTransformer: {
        inputPaths: {
          bucket: '$.detail.bucket.name',
          key: '$.detail.object.key',
          versionId: '$.detail.object.version-id',
        },
        inputTemplate: '{"bucket": <bucket>, "key": <key>, "versionId": <versionId>}',
      },
      retryPolicy: { maximumEventAgeInSeconds: 24 * 3600, maximumRetryAttempts: 185 },
      deadLetterConfig: { arn: deadLetters.undelivered.arn },
    });
  }

  /**
   * Allowed on the machine though the target is its alias: Step Functions authorises a call for an alias with the machine's ARN
   * (https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html).
   */
  private starter({ target, machine }: IncomingRuleOptions): IamRole {
    const id = this.node.id;
    const role = new IamRole(this, `role:${id}`, {
      name: target.roleNameOf(id),
      assumeRolePolicy: trustService(
        target,
        'events.amazonaws.com',
        target.arnOf('events', `rule/${target.nameOf(id)}`),
      ),
    });
    new IamRolePolicy(this, `policy:${id}`, {
      name: id,
      role: role.id,
      policy: policyDocument([allow('StartThePipeline', ['states:StartExecution'], machine.stateMachine.arn)]),
    });
    return role;
  }
}

/**
 * Matches every object with bytes under the prefix, and every empty one that is not a folder of the console (a key that
 * ends with a slash). A pattern cannot hold two conditions on one field: in `$or`, a branch's `key` replaces the one
 * next to it, and a second one is not an AND. So the branch of empty objects excludes the others, including the other
 * prefixes. Sizes are compared as values: EventBridge's `numeric` ends at 5e9.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
function documentObjects({ prefix, otherPrefixes }: IncomingRuleOptions) {
  const others = otherPrefixes.map((other) => `${other}*`);
  return {
    $or: [
      { key: [{ prefix }], size: [{ 'anything-but': 0 }] },
      { key: [{ 'anything-but': { wildcard: ['*/', ...others] } }], size: [0] },
    ],
  };
}
