import { optionalText } from '../input';
import type { Shape } from '../service';
import type { ObjectVersion } from './bucket/object-version';
import { s3Errors } from './s3-errors';

/**
 * Checks If-Match and If-None-Match of a write. `current` is undefined without an object, or for a delete marker. Throws
 * PreconditionFailed, NoSuchKey or InvalidArgument.
 */
export function checkWrite(input: Shape, key: string, current: ObjectVersion | undefined): void {
  const existing = current?.deleteMarker === true ? undefined : current;
  const ifMatch = optionalText(input, 'IfMatch');
  const ifNoneMatch = optionalText(input, 'IfNoneMatch');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw s3Errors.invalidArgument('If-None-Match of a write must be *');
  if (ifNoneMatch !== undefined && existing !== undefined) throw s3Errors.preconditionFailed();
  if (ifMatch === undefined) return;
  if (existing === undefined) throw s3Errors.noSuchKey(key);
  if (!namesEtag(ifMatch, existing.etag)) throw s3Errors.preconditionFailed();
}

/**
 * Checks the conditions of a read; If-Match outweighs If-Unmodified-Since, If-None-Match outweighs If-Modified-Since. Throws
 * PreconditionFailed or NotModified.
 */
export function checkRead(input: Shape, version: ObjectVersion): void {
  const ifMatch = optionalText(input, 'IfMatch');
  const ifNoneMatch = optionalText(input, 'IfNoneMatch');
  if (ifMatch !== undefined && !namesEtag(ifMatch, version.etag)) throw s3Errors.preconditionFailed();
  const unmodifiedSince = secondsOf(input['IfUnmodifiedSince']);
  const changed = Math.floor(version.lastModified / 1000);
  if (ifMatch === undefined && unmodifiedSince !== undefined && changed > unmodifiedSince)
    throw s3Errors.preconditionFailed();
  if (ifNoneMatch !== undefined && namesEtag(ifNoneMatch, version.etag)) throw s3Errors.notModified();
  const modifiedSince = secondsOf(input['IfModifiedSince']);
  if (ifNoneMatch === undefined && modifiedSince !== undefined && changed <= modifiedSince)
    throw s3Errors.notModified();
}

function namesEtag(condition: string, etag: string): boolean {
  return condition
    .split(',')
    .some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '').replaceAll('"', '') === etag);
}

function secondsOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const milliseconds = value instanceof Date ? value.getTime() : Date.parse(String(value));
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
