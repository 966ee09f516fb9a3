import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { allow, type Statement } from './policy';

/** Answers to tasks that wait for a token. */
export const answerTasks: Statement = allow(
  'AnyResourceBecauseTaskTokensHaveNoArn',
  ['states:SendTaskSuccess', 'states:SendTaskFailure'],
  '*',
);

/** s3:GetObject as well: HeadObject and GetObject need it in addition to the permission for the version. */
export function readVersions(bucket: S3Bucket): Statement {
  return allow('ReadTheDocument', ['s3:GetObject', 's3:GetObjectVersion'], `${bucket.arn}/*`);
}

/** Objects that a function reads again later: the results of documents. */
export function keepResults(bucket: S3Bucket): Statement {
  return allow('KeepTheText', ['s3:GetObject', 's3:PutObject'], `${bucket.arn}/*`);
}

/** Without s3:ListBucket, S3 returns AccessDenied instead of NoSuchKey for an object that does not exist. */
export function seeWhatIsMissing(...buckets: readonly S3Bucket[]): Statement {
  return allow(
    'SeeWhatIsMissing',
    ['s3:ListBucket'],
    buckets.map(({ arn }) => arn),
  );
}

/** The destination of asynchronous calls that failed is written with the function's own role. */
export function sendFailedEvents(queue: SqsQueue): Statement {
  return allow('LeaveWhatFailed', ['sqs:SendMessage'], queue.arn);
}

/** Hands a role on to one service. */
export function passRole(sid: string, service: string, roleArn: string): Statement {
  const grant = allow(sid, ['iam:PassRole'], roleArn);
  return { ...grant, Condition: { StringEquals: { 'iam:PassedToService': service } } };
}
