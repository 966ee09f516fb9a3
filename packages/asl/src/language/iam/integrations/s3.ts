import type { ArgumentValue } from '../argument-value';
import { bucketArn, type DeploymentTarget } from '../deployment-target';
import { anyBecause, arns, type Grant, type GrantedResources } from '../grant';
import type { Arguments, ServiceCall } from '../task-call';
import type { IntegrationRule, IntegrationRules } from './rule';
import { bucketActions } from './s3-bucket-actions';

/** Reads of one object: the action, and the action for a given version of it. */
const reads: Readonly<Record<string, readonly [action: string, versioned: string]>> = {
  getObject: ['s3:GetObject', 's3:GetObjectVersion'],
  headObject: ['s3:GetObject', 's3:GetObjectVersion'],
  getObjectAttributes: ['s3:GetObjectAttributes', 's3:GetObjectVersionAttributes'],
  getObjectTagging: ['s3:GetObjectTagging', 's3:GetObjectVersionTagging'],
  getObjectAcl: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  selectObjectContent: ['s3:GetObject', 's3:GetObjectVersion'],
  listParts: ['s3:ListMultipartUploadParts', 's3:ListMultipartUploadParts'],
};

/** Writes of one object whose actions are not named for the operation, or that have one for versions. */
const writes: Readonly<Record<string, readonly [action: string, versioned?: string]>> = {
  putObject: ['s3:PutObject'],
  putObjectTagging: ['s3:PutObjectTagging', 's3:PutObjectVersionTagging'],
  putObjectAcl: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
  deleteObject: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  deleteObjectTagging: ['s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'],
  restoreObject: ['s3:RestoreObject'],
  createMultipartUpload: ['s3:PutObject'],
  uploadPart: ['s3:PutObject'],
  completeMultipartUpload: ['s3:PutObject'],
  abortMultipartUpload: ['s3:AbortMultipartUpload'],
};

/** S3 by the AWS SDK: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const s3SdkRules: IntegrationRules = {
  ...rulesOf(reads, ([action, versioned]) => readRule(action, versioned)),
  ...rulesOf(writes, ([action, versioned]) => writeRule(action, versioned)),
  ...rulesOf(bucketActions, (action) => ({ target, arguments: given }) => [
    { actions: [action], resources: bucketResources(target, given) },
  ]),
  's3:copyObject': copyRule,
  's3:uploadPartCopy': copyRule,
  's3:deleteObjects': ({ target, arguments: given }) => [
    { actions: ['s3:DeleteObject', 's3:DeleteObjectVersion'], resources: underBucket(target, given, { key: '*' }) },
  ],
  's3:listBuckets': () => [{ actions: ['s3:ListAllMyBuckets'], resources: anyBecause('NoResourceLevelPermissions') }],
};

/** A copy of a given version of an object also reads this version. */
function copyRule(call: ServiceCall): Grant[] {
  const source = call.arguments.value('CopySource');
  const isVersion = source.kind === 'text' && source.text.includes('versionId=');
  return [
    { actions: ['s3:GetObject', ...(isVersion ? ['s3:GetObjectVersion'] : [])], resources: copySource(call) },
    { actions: ['s3:PutObject'], resources: objectResources(call.target, call.arguments) },
  ];
}

function rulesOf<T>(table: Readonly<Record<string, T>>, rule: (entry: T) => IntegrationRule): IntegrationRules {
  return Object.fromEntries(Object.entries(table).map(([operation, entry]) => [`s3:${operation}`, rule(entry)]));
}

function readRule(action: string, versioned: string): IntegrationRule {
  return ({ target, arguments: given, handledErrors }) => {
    const withVersion = given.has('VersionId');
    const expectsAbsence = withVersion || handledErrors.some((name) => name.startsWith('S3.NoSuch'));
    const grants: Grant[] = [
      { actions: withVersion ? [action, versioned] : [action], resources: objectResources(target, given) },
    ];
    if (!expectsAbsence) return grants;
    const bucket = bucketResources(target, given);
    const note = 'so that a missing key is NoSuchKey and not AccessDenied';
    return [
      ...grants,
      { actions: ['s3:ListBucket'], resources: bucket.kind === 'arns' ? arns(bucket.arns, note) : bucket },
    ];
  };
}

function writeRule(action: string, versioned?: string): IntegrationRule {
  return ({ target, arguments: given }) => {
    const actions = versioned !== undefined && given.has('VersionId') ? [action, versioned] : [action];
    return [{ actions, resources: objectResources(target, given) }];
  };
}

/** The bucket that the arguments name. */
export function bucketResources(target: DeploymentTarget, given: Arguments): GrantedResources {
  return underBucket(target, given);
}

/** The objects that `Bucket` and `Key`, or another argument for the key, name. */
export function objectResources(target: DeploymentTarget, given: Arguments, keyName = 'Key'): GrantedResources {
  const key = given.value(keyName);
  return underBucket(target, given, { key: patternOf(key), isExpression: key.kind === 'pattern' });
}

/** Which bucket argument is meant, and a pattern of keys if objects in it are. */
export interface InBucket {
  /** Default: `Bucket`. */
  readonly bucket?: string;
  readonly key?: string;
  /** Whether an expression makes the key. */
  readonly isExpression?: boolean;
}

/** A bucket, or objects in it by a pattern of keys. */
export function underBucket(
  target: DeploymentTarget,
  given: Arguments,
  { bucket: argument = 'Bucket', key, isExpression = false }: InBucket = {},
): GrantedResources {
  const bucket = given.value(argument);
  const buckets = bucket.kind === 'arns' ? bucket.arns : [patternOf(bucket)];
  const list = buckets.map((each) => {
    if (!each.startsWith('arn:') && bucket.kind !== 'arns' && !isArnText(bucket)) return bucketArn(target, each, key);
    return key === undefined ? each : `${each}/${key}`;
  });
  const note = bucket.kind === 'arns' ? bucket.note : undefined;
  return arns(list, note ?? (bucket.kind === 'pattern' || isExpression ? 'an expression names it' : undefined));
}

function isArnText(value: ArgumentValue): boolean {
  return 'isArn' in value && value.isArn;
}

function patternOf(value: ArgumentValue): string {
  return value.kind === 'text' || value.kind === 'pattern' ? value.text : '*';
}

/** CopySource is `bucket/key`, perhaps with a slash before it and a version behind it. */
function copySource({ target, arguments: given }: ServiceCall): GrantedResources {
  const source = given.value('CopySource');
  const text = patternOf(source)
    .replace(/^\//, '')
    .replace(/\?versionId=.*$/, '');
  const [bucket = '*', ...key] = text.split('/');
  return arns(
    [bucketArn(target, bucket, key.join('/') || '*')],
    source.kind === 'text' ? undefined : 'an expression names it',
  );
}
