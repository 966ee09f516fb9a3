import {
  CreateBucketCommand,
  GetBucketAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Bucket, type BucketForTest, errorOf, startBucket } from '../../../tests/fixtures/s3-fixture';

let bucket: BucketForTest;
let s3: S3Client;
beforeAll(async () => {
  bucket = await startBucket();
  s3 = bucket.s3;
});
afterAll(() => bucket.end());

describe('what S3 refuses over HTTP', () => {
  it('names what is missing, and what is not modelled', async () => {
    expect(await errorOf(s3.send(new GetObjectCommand({ Bucket: 'absent', Key: 'a' })))).toEqual({
      name: 'NoSuchBucket',
      status: 404,
    });
    expect(await errorOf(s3.send(new HeadObjectCommand({ Bucket, Key: 'absent' })))).toEqual({
      name: 'NotFound',
      status: 404,
    });
    expect(await errorOf(s3.send(new CreateBucketCommand({ Bucket: 'Upper_Case' })))).toEqual({
      name: 'InvalidBucketName',
      status: 400,
    });
    expect(await errorOf(s3.send(new GetBucketAclCommand({ Bucket })))).toEqual({
      name: 'NotModelledError',
      status: 501,
    });
    expect((await errorOf(s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: {} })))).name).toBe(
      'NotModelledError',
    );
  });
});

describe('who may do what', () => {
  const roleArn = 'arn:aws:iam::123456789012:role/reader';

  beforeAll(() => {
    bucket.started.policies.putRole(
      roleArn,
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      }),
    );
    const Statement = [
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: 'arn:aws:s3:::uploads/incoming/*',
      },
    ];
    bucket.started.policies.putRolePolicy(roleArn, 'read', JSON.stringify({ Version: '2012-10-17', Statement }));
  });

  it('fails like AWS without a permission', async () => {
    await s3.send(new PutObjectCommand({ Bucket, Key: 'incoming/a.txt', Body: 'a' }));
    const reader = new S3Client(bucket.started.clientOptions(roleArn));
    const read = await reader.send(new GetObjectCommand({ Bucket, Key: 'incoming/a.txt' }));
    expect(await read.Body?.transformToString()).toBe('a');
    await expect(reader.send(new GetObjectCommand({ Bucket, Key: 'a.txt' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::123456789012:assumed-role/reader/reader is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::uploads/a.txt because no identity-based policy allows the s3:GetObject action',
      $metadata: { httpStatusCode: 403 },
    });
    expect(await errorOf(reader.send(new PutObjectCommand({ Bucket, Key: 'incoming/b.txt', Body: 'b' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
    });
    reader.destroy();
  });

  it('hides a missing key from who may not list the bucket', async () => {
    const reader = new S3Client(bucket.started.clientOptions(roleArn));
    expect(await errorOf(reader.send(new GetObjectCommand({ Bucket, Key: 'incoming/absent' })))).toEqual({
      name: 'AccessDenied',
      status: 403,
    });
    reader.destroy();
  });
});
