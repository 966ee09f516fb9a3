import { memberOf } from '../../definition';
import type { ArgumentValue } from '../argument-value';
import { type DeploymentTarget, regionalArn } from '../deployment-target';
import { arns, type Grant } from '../grant';
import { type Arguments, resourcesNamed, type ServiceCall } from '../task-call';

const encrypting = ['kms:GenerateDataKey', 'kms:Decrypt'];
const decrypting = ['kms:Decrypt'];

/** Arguments that name a key with which a service encrypts for its caller, by service; a role of the job's own is not the caller. */
const keyArguments: Readonly<Record<string, RegExp>> = {
  athena: /^KmsKey$/,
  s3: /^SSEKMSKeyId$/,
  secretsmanager: /^KmsKeyId$/,
  textract: /^KMSKeyId$/,
  transcribe: /^(?:OutputEncryption)?KMSKeyId$/,
};

/** Use of the keys that the arguments of a call name, and of the key of its bucket. */
export function usedKeys({ service, operation, target, arguments: given }: ServiceCall): readonly Grant[] {
  const name = memberOf(keyArguments, service);
  const named = name === undefined ? [] : given.named(name).map(({ value }) => keyGrant(target, value, encrypting));
  return service === 's3' ? [...named, ...bucketKey(given, /^(?:get|head|select)/.test(operation))] : named;
}

/**
 * Use of the key of the bucket that the arguments name, if the value of its placeholder names one: to read objects, or to write
 * and read them. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function bucketKey(given: Arguments, isRead: boolean): readonly Grant[] {
  const bucket = given.value('Bucket');
  if (bucket.kind !== 'arns' || bucket.keyArn === undefined) return [];
  return [{ actions: isRead ? decrypting : encrypting, resources: arns([bucket.keyArn], 'it encrypts the bucket') }];
}

/** A key by its id, ARN or alias; IAM knows keys by id only, an alias by a condition. */
function keyGrant(target: DeploymentTarget, key: ArgumentValue, actions: readonly string[]): Grant {
  const alias = key.kind === 'text' ? /(?:^|:)(alias\/.+)$/.exec(key.text)?.[1] : undefined;
  if (alias === undefined) {
    return { actions, resources: resourcesNamed(key, (id) => regionalArn(target, 'kms', `key/${id}`)) };
  }
  return {
    actions,
    resources: arns([regionalArn(target, 'kms', 'key/*')], 'an alias names the key'),
    condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
  };
}
