import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification';
import { Construct } from 'constructs';
import { PrivateBucket, type PrivateBucketOptions } from './private-bucket';

/** The bucket of incoming documents (`incoming/`) and the bucket of results (`<documentId>/…`). */
export class DocumentStore extends Construct {
  readonly documents: S3Bucket;
  readonly results: S3Bucket;

  constructor(scope: Construct, id: string, options: PrivateBucketOptions) {
    super(scope, id);
    this.documents = new PrivateBucket(this, 'documents', options).bucket;
    this.results = new PrivateBucket(this, 'results', options).bucket;
    new S3BucketNotification(this, 'notification:documents', { bucket: this.documents.id, eventbridge: true });
  }
}
