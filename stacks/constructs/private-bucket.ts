import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { Construct } from 'constructs';
import type { DeploymentTarget } from '../deployment-target';
import { denyWithoutTls, policyDocument } from '../policy';

/** The options of a private bucket. */
export interface PrivateBucketOptions {
  readonly target: DeploymentTarget;
  /** Whether Terraform must not destroy or empty the bucket. */
  readonly protectData: boolean;
}

/** A bucket for documents: versioned, encrypted, over TLS only, closed to the public, its owner the owner of every object. */
export class PrivateBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, options: PrivateBucketOptions) {
    super(scope, id);
    this.bucket = new S3Bucket(this, `bucket:${id}`, {
      bucket: options.target.bucketNameOf(id),
      forceDestroy: !options.protectData,
      lifecycle: { preventDestroy: options.protectData },
    });
    this.closeToThePublic(id);
    this.encrypt(id);
    this.keepVersions(id);
    this.refuseWithoutTls(id);
  }

  private closeToThePublic(id: string): void {
    new S3BucketPublicAccessBlock(this, `public-access:${id}`, {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, `ownership:${id}`, {
      bucket: this.bucket.id,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    });
  }

  /** With S3's own keys: Textract reads and writes here with extract-text's role, which then needs no key of ours. */
  private encrypt(id: string): void {
    new S3BucketServerSideEncryptionConfigurationA(this, `encryption:${id}`, {
      bucket: this.bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
    });
  }

  /** An execution names the exact version it works on and may wait 300 days for a release: older versions stay longer than that. */
  private keepVersions(id: string): void {
    const versioning = new S3BucketVersioningA(this, `versioning:${id}`, {
      bucket: this.bucket.id,
      versioningConfiguration: { status: 'Enabled' },
    });
    new S3BucketLifecycleConfiguration(this, `lifecycle:${id}`, {
      bucket: this.bucket.id,
      rule: [
        {
          id: 'forget-what-was-replaced',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          noncurrentVersionExpiration: [{ noncurrentDays: 400 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [versioning],
    });
  }

  private refuseWithoutTls(id: string): void {
    new S3BucketPolicy(this, `policy:${id}`, {
      bucket: this.bucket.id,
      policy: policyDocument([denyWithoutTls('s3:*', [this.bucket.arn, `${this.bucket.arn}/*`])]),
    });
  }
}
