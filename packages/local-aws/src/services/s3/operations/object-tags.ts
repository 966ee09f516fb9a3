import { optionalShape } from '../../input';
import type { Caller, Shape } from '../../service';
import type { S3State } from '../s3-state';
import { tagsFromSet } from '../tag-sets';
import { findVersion } from './read-objects';

/** GetObjectTagging. */
export async function getObjectTagging(state: S3State, input: Shape, caller: Caller): Promise<Shape> {
  const version = findVersion(state, state.bucketOf(input), input, caller, 'get');
  return { ...versionIdOf(version), TagSet: Object.entries(version.tags).map(([Key, Value]) => ({ Key, Value })) };
}

/** PutObjectTagging: replaces all tags of one version. */
export async function putObjectTagging(state: S3State, input: Shape, caller: Caller): Promise<Shape> {
  const bucket = state.bucketOf(input);
  const tags = tagsFromSet(optionalShape(input, 'Tagging') ?? {});
  const version = findVersion(state, bucket, input, caller, 'get');
  bucket.replace({ ...version, tags });
  return versionIdOf(version);
}

/** DeleteObjectTagging. */
export async function deleteObjectTagging(state: S3State, input: Shape, caller: Caller): Promise<Shape> {
  return putObjectTagging(state, { ...input, Tagging: { TagSet: [] } }, caller);
}

function versionIdOf(version: { readonly versionId: string }): Shape {
  return version.versionId === 'null' ? {} : { VersionId: version.versionId };
}
