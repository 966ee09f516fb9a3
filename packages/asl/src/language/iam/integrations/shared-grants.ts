import type { ArgumentValue } from '../argument-value';
import { bucketArn, type DeploymentTarget, regionalArn, roleArn } from '../deployment-target';
import { arns, type Grant } from '../grant';
import { resourcesNamed, type ServiceCall } from '../task-call';

/** What `.sync` needs to hear of a job's end: the rule that Step Functions manages in EventBridge. */
export function managedRule({ target }: ServiceCall, ruleName: string): Grant {
  return {
    actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
    resources: arns(
      [regionalArn(target, 'events', `rule/${ruleName}`)],
      'Step Functions hears of the end by this rule',
    ),
  };
}

/** Permission to pass a role to a service, and to that service only. */
export function passRole(target: DeploymentTarget, role: ArgumentValue, service?: string): Grant {
  const condition = service === undefined ? {} : { condition: { StringEquals: { 'iam:PassedToService': service } } };
  return { actions: ['iam:PassRole'], resources: resourcesNamed(role, (name) => roleArn(target, name)), ...condition };
}

/** The objects that an `s3://bucket/key` argument names, or a URL of S3; below it, when `below` is set. */
export function objectsAt(target: DeploymentTarget, uri: ArgumentValue, below = false) {
  const rest = below ? '*' : '';
  return resourcesNamed(uri, (text) => {
    const { bucket, key } = locationIn(text);
    return bucketArn(target, bucket, `${key}${rest}`.replace(/^$/, '*').replace(/\*+/g, '*'));
  });
}

/** The bucket of an `s3://bucket/key` argument. */
export function bucketAt(target: DeploymentTarget, uri: ArgumentValue) {
  return resourcesNamed(uri, (text) => bucketArn(target, locationIn(text).bucket));
}

/** `s3://bucket/key`, `https://s3.region.amazonaws.com/bucket/key` or `https://bucket.s3.region.amazonaws.com/key`. */
function locationIn(text: string): { readonly bucket: string; readonly key: string } {
  const patterns = [
    /^s3:\/\/([^/]+)(?:\/(.*))?$/,
    /^https:\/\/s3[.-][^/]+\/([^/]+)(?:\/(.*))?$/,
    /^https:\/\/([^/]+)\.s3[.-][^/]+(?:\/(.*))?$/,
  ];
  const [, bucket = '*', key = ''] =
    patterns.map((pattern) => pattern.exec(text)).find((found) => found !== null) ?? [];
  return { bucket, key };
}
