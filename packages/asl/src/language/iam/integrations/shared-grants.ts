import type { ArgumentValue } from '../argument-value';
import { arns, type Grant } from '../grant';
import { bucketArn, type Place, regionalArn, roleArn } from '../place';
import { resourcesNamed, type ServiceCall } from '../task-call';

/** What `.sync` needs to hear of a job's end: the rule that Step Functions manages in EventBridge. */
export function managedRule({ place }: ServiceCall, ruleName: string): Grant {
  return {
    actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
    resources: arns([regionalArn(place, 'events', `rule/${ruleName}`)], 'Step Functions hears of the end by this rule'),
  };
}

/** Permission to pass a role to a service, and to that service only. */
export function passRole(place: Place, role: ArgumentValue, service?: string): Grant {
  const condition = service === undefined ? {} : { condition: { StringEquals: { 'iam:PassedToService': service } } };
  return { actions: ['iam:PassRole'], resources: resourcesNamed(role, (name) => roleArn(place, name)), ...condition };
}

/** The objects that an `s3://bucket/key` argument names; below it, when `below` is set. */
export function objectsAt(place: Place, uri: ArgumentValue, below = false) {
  const rest = below ? '*' : '';
  return resourcesNamed(uri, (text) => {
    const [, bucket = '*', key = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(text) ?? [];
    return bucketArn(place, bucket, `${key}${rest}`.replace(/^$/, '*').replace(/\*+/g, '*'));
  });
}

/** The bucket of an `s3://bucket/key` argument. */
export function bucketAt(place: Place, uri: ArgumentValue) {
  return resourcesNamed(uri, (text) => bucketArn(place, /^s3:\/\/([^/]+)/.exec(text)?.[1] ?? '*'));
}
