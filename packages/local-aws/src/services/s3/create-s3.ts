import type { Caller, EmbeddedService, Operation, Permission, Shape } from '../service';
import { permissionsOf } from './object-permissions';
import * as buckets from './operations/bucket-operations';
import { deleteObject, deleteObjects } from './operations/delete-objects';
import { listBuckets, listObjectsV2, listObjectVersions } from './operations/list-objects';
import { MultipartUploads } from './operations/multipart-uploads';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tags';
import { getObject, headObject } from './operations/read-objects';
import { copyObject, copySource, putObject } from './operations/write-objects';
import { type S3Options, S3State } from './s3-state';

/** S3, and what only its owner calls. */
export interface S3 {
  readonly service: EmbeddedService;
  /** Publishes the pending events of an earlier process. Call it when the rules are in place. */
  publishOwedEvents(): Promise<void>;
}

/**
 * S3 that uses the folder `objects` (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html): its own implementation,
 * because the npm servers lose versions, conditions and checksums.
 */
export function createS3(options: S3Options): S3 {
  const state = new S3State(options);
  return {
    service: {
      name: 's3',
      operations: { ...bucketOperations(state), ...objectOperations(state), ...uploadOperations(state) },
    },
    publishOwedEvents: async () => {
      for (const bucket of state.all()) for (const version of bucket.owingEvents()) await state.tell(bucket, version);
    },
  };
}

type Run = (state: S3State, input: Shape, caller: Caller) => Promise<Shape>;

function operationOf(state: S3State, permissions: Operation['permissions'], run: Run): Operation {
  return { permissions, run: (input, caller) => run(state, input, caller) };
}

function bucketOperations(state: S3State): EmbeddedService['operations'] {
  const { onBucket } = permissionsOf(state);
  return {
    CreateBucket: operationOf(state, onBucket('s3:CreateBucket'), buckets.createBucket),
    HeadBucket: operationOf(state, onBucket('s3:ListBucket'), buckets.headBucket),
    ListBuckets: operationOf(state, () => [{ action: 's3:ListAllMyBuckets', resource: '*' }], listBuckets),
    GetBucketLocation: operationOf(state, onBucket('s3:GetBucketLocation'), buckets.getBucketLocation),
    PutBucketVersioning: operationOf(state, onBucket('s3:PutBucketVersioning'), buckets.putBucketVersioning),
    GetBucketVersioning: operationOf(state, onBucket('s3:GetBucketVersioning'), buckets.getBucketVersioning),
    PutBucketEncryption: operationOf(state, onBucket('s3:PutEncryptionConfiguration'), buckets.putBucketEncryption),
    PutBucketNotificationConfiguration: operationOf(
      state,
      onBucket('s3:PutBucketNotification'),
      buckets.putBucketNotificationConfiguration,
    ),
    ListObjectsV2: operationOf(state, onBucket('s3:ListBucket'), listObjectsV2),
    ListObjectVersions: operationOf(state, onBucket('s3:ListBucketVersions'), listObjectVersions),
  };
}

function objectOperations(state: S3State): EmbeddedService['operations'] {
  const permissions = permissionsOf(state);
  const copies = (input: Shape): readonly Permission[] => [
    ...permissions.readObject(copySource(input)),
    ...permissions.writeObject(input),
  ];
  const deletes = (input: Shape): readonly Permission[] => {
    const objects = ((input['Delete'] as Shape | undefined)?.['Objects'] ?? []) as readonly Shape[];
    return objects.flatMap((object) => permissions.deleteObject({ Bucket: input['Bucket'], ...object }));
  };
  return {
    PutObject: operationOf(state, permissions.writeObject, putObject),
    GetObject: operationOf(state, permissions.readObject, getObject),
    HeadObject: operationOf(state, permissions.readObject, headObject),
    CopyObject: operationOf(state, copies, copyObject),
    DeleteObject: operationOf(state, permissions.deleteObject, deleteObject),
    DeleteObjects: operationOf(state, deletes, deleteObjects),
    GetObjectTagging: operationOf(state, permissions.readTags, getObjectTagging),
    PutObjectTagging: operationOf(state, permissions.writeTags, putObjectTagging),
    DeleteObjectTagging: operationOf(state, permissions.deleteTags, deleteObjectTagging),
  };
}

function uploadOperations(state: S3State): EmbeddedService['operations'] {
  const permissions = permissionsOf(state);
  const uploads = new MultipartUploads(state);
  return {
    CreateMultipartUpload: { permissions: permissions.writeObject, run: (input) => uploads.create(input) },
    UploadPart: { permissions: permissions.writeObject, run: (input) => uploads.uploadPart(input) },
    ListParts: { permissions: permissions.listParts, run: (input) => uploads.listParts(input) },
    CompleteMultipartUpload: { permissions: permissions.writeObject, run: (input) => uploads.complete(input) },
    AbortMultipartUpload: { permissions: permissions.abortUpload, run: (input) => uploads.abort(input) },
  };
}
