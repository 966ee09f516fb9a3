import { optionalText } from '../input';
import { type KeyUse, keyPermissions } from '../key-permissions';
import type { Permission, Shape } from '../service';
import type { S3State } from './s3-state';

type Permissions = (input: Shape) => readonly Permission[];

/** The permissions each kind of call needs. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export function permissionsOf(state: S3State) {
  const { partition, region } = state.options.localAccount;
  const bucketArn = (input: Shape): string => `arn:${partition}:s3:::${optionalText(input, 'Bucket') ?? ''}`;
  const objectArn = (input: Shape): string => `${bucketArn(input)}/${optionalText(input, 'Key') ?? ''}`;
  const key = (input: Shape, action: KeyUse['actions'][number]): readonly Permission[] =>
    keyPermissions({
      keyArn: state.find(input['Bucket'])?.settings.kmsKeyArn,
      actions: [action],
      service: 's3',
      region,
    });
  const onObject =
    (action: string): Permissions =>
    (input) => [
      { action: `s3:${action}${input['VersionId'] === undefined ? '' : 'Version'}`, resource: objectArn(input) },
    ];
  const versioned =
    (plain: string, ofVersion: string): Permissions =>
    (input) => [{ action: input['VersionId'] === undefined ? plain : ofVersion, resource: objectArn(input) }];
  const onBucket =
    (action: string): Permissions =>
    (input) => [{ action, resource: bucketArn(input), conditionKeys: listingKeys(input) }];
  const readObject: Permissions = (input) => [...onObject('GetObject')(input), ...key(input, 'kms:Decrypt')];
  const writeObject: Permissions = (input) => [
    { action: 's3:PutObject', resource: objectArn(input) },
    ...(input['Tagging'] === undefined ? [] : [{ action: 's3:PutObjectTagging', resource: objectArn(input) }]),
    ...key(input, 'kms:GenerateDataKey'),
  ];
  return {
    onBucket,
    readObject,
    writeObject,
    deleteObject: versioned('s3:DeleteObject', 's3:DeleteObjectVersion'),
    readTags: versioned('s3:GetObjectTagging', 's3:GetObjectVersionTagging'),
    writeTags: versioned('s3:PutObjectTagging', 's3:PutObjectVersionTagging'),
    deleteTags: versioned('s3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
    abortUpload: ((input) => [{ action: 's3:AbortMultipartUpload', resource: objectArn(input) }]) satisfies Permissions,
    listParts: ((input) => [
      { action: 's3:ListMultipartUploadParts', resource: objectArn(input) },
    ]) satisfies Permissions,
  };
}

function listingKeys(input: Shape): Readonly<Record<string, string>> {
  const prefix = optionalText(input, 'Prefix');
  const delimiter = optionalText(input, 'Delimiter');
  return {
    ...(prefix === undefined ? {} : { 's3:prefix': prefix }),
    ...(delimiter === undefined ? {} : { 's3:delimiter': delimiter }),
  };
}
