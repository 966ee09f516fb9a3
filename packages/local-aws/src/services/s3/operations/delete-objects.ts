import { optionalShape, optionalText, requiredText, shapesOf } from '../../input';
import type { Shape } from '../../service';
import type { Bucket } from '../bucket/bucket';
import { objectDeletedEvent } from '../object-events';
import type { S3State } from '../s3-state';

/** DeleteObject: with a VersionId, deletes permanently; without one a versioned bucket keeps the object under a delete marker. */
export async function deleteObject(state: S3State, input: Shape): Promise<Shape> {
  return deleteOne(state, state.bucketOf(input), requiredText(input, 'Key'), optionalText(input, 'VersionId'));
}

/** DeleteObjects: up to 1,000 at once. */
export async function deleteObjects(state: S3State, input: Shape): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const request = optionalShape(input, 'Delete') ?? {};
  const Deleted: Shape[] = [];
  for (const object of shapesOf(request, 'Objects')) {
    const Key = requiredText(object, 'Key');
    const versionId = optionalText(object, 'VersionId');
    const { DeleteMarker, VersionId } = await deleteOne(state, bucket, Key, versionId);
    const marker = DeleteMarker === true ? { DeleteMarker, DeleteMarkerVersionId: VersionId } : {};
    Deleted.push({ Key, ...(versionId === undefined ? {} : { VersionId: versionId }), ...marker });
  }
  return String(request['Quiet']) === 'true' ? {} : { Deleted };
}

async function deleteOne(state: S3State, bucket: Bucket, key: string, versionId: string | undefined): Promise<Shape> {
  const versioned = bucket.settings.versioning !== undefined;
  if (versionId === undefined && versioned) return putDeleteMarker(state, bucket, key);
  const named = versionId ?? 'null';
  const version = bucket.version(key, named);
  if (version === undefined) return versionId === undefined ? {} : { VersionId: versionId };
  bucket.remove(key, named);
  if (bucket.settings.eventBridge) {
    await state.options.eventBus.publish(
      objectDeletedEvent(state.options.localAccount, bucket.name, { ...version, deleteMarker: false }),
    );
  }
  return {
    ...(versionId === undefined ? {} : { VersionId: versionId }),
    ...(version.deleteMarker ? { DeleteMarker: true } : {}),
  };
}

async function putDeleteMarker(state: S3State, bucket: Bucket, key: string): Promise<Shape> {
  const nothing = {
    file: '',
    sizeBytes: 0,
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    headers: {},
    metadata: {},
    tags: {},
  };
  const marker = bucket.put({ key, deleteMarker: true, ...nothing }, state.options.now());
  if (bucket.settings.eventBridge)
    await state.options.eventBus.publish(objectDeletedEvent(state.options.localAccount, bucket.name, marker));
  return { DeleteMarker: true, VersionId: marker.versionId };
}
