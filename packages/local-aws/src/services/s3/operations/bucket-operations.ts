import { optionalShape, optionalText, requiredText } from '../../input';
import type { Shape } from '../../service';
import { s3Errors } from '../s3-errors';
import type { S3State } from '../s3-state';

/** CreateBucket. Returns an existing bucket unchanged: the stack is applied at every start. */
export async function createBucket(state: S3State, input: Shape): Promise<Shape> {
  const name = requiredText(input, 'Bucket');
  if (
    !/^(?!xn--|sthree-)(?!.*(?:\.\.|-s3alias$|--ol-s3$))(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(
      name,
    )
  ) {
    throw s3Errors.invalidBucketName(name);
  }
  state.createBucket(name);
  return { Location: `/${name}` };
}

/** HeadBucket. */
export async function headBucket(state: S3State, input: Shape): Promise<Shape> {
  if (state.find(input['Bucket']) === undefined) throw s3Errors.notFound();
  return { BucketRegion: state.options.localAccount.region };
}

/** GetBucketLocation. */
export async function getBucketLocation(state: S3State, input: Shape): Promise<Shape> {
  state.bucketOf(input);
  const { region } = state.options.localAccount;
  return region === 'us-east-1' ? {} : { LocationConstraint: region };
}

/** PutBucketVersioning. */
export async function putBucketVersioning(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const status = optionalText(optionalShape(input, 'VersioningConfiguration') ?? {}, 'Status');
  if (status !== 'Enabled' && status !== 'Suspended')
    throw s3Errors.invalidArgument(`Status must be Enabled or Suspended, it is ${status}`);
  bucket.settings = { ...bucket.settings, versioning: status };
  return {};
}

/** GetBucketVersioning. */
export async function getBucketVersioning(state: S3State, input: Shape): Promise<Shape> {
  const { versioning } = state.bucketOf(input).settings;
  return versioning === undefined ? {} : { Status: versioning };
}

/** PutBucketNotificationConfiguration: EventBridge on or off; other destinations are not modelled. */
export async function putBucketNotificationConfiguration(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const configuration = optionalShape(input, 'NotificationConfiguration') ?? {};
  bucket.settings = { ...bucket.settings, eventBridge: configuration['EventBridgeConfiguration'] !== undefined };
  return {};
}

/** PutBucketEncryption: a customer key's policy is then used for reads and writes. Content is not encrypted locally. */
export async function putBucketEncryption(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  bucket.settings = { ...bucket.settings, kmsKeyArn: optionalText(input, 'KMSMasterKeyID') };
  return {};
}
