import { randomUUID } from 'node:crypto';
import type { LocalAccount } from '../../local-account';
import type { ServiceEvent } from '../event-bus';
import type { ObjectVersion } from './bucket/object-version';

/** `Object Created` as S3 sends it. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export function objectCreatedEvent(
  localAccount: LocalAccount,
  bucketName: string,
  version: ObjectVersion,
): ServiceEvent {
  return objectEvent(localAccount, bucketName, 'Object Created', {
    object: {
      key: version.key,
      size: version.sizeBytes,
      etag: version.etag,
      ...versionIdOf(version),
      sequencer: version.sequencer,
    },
    reason: version.owedEvent ?? 'PutObject',
  });
}

/** `Object Deleted`, by a delete marker or permanently. */
export function objectDeletedEvent(
  localAccount: LocalAccount,
  bucketName: string,
  version: ObjectVersion,
): ServiceEvent {
  return objectEvent(localAccount, bucketName, 'Object Deleted', {
    object: {
      key: version.key,
      ...(version.deleteMarker ? { etag: version.etag } : {}),
      ...versionIdOf(version),
      sequencer: version.sequencer,
    },
    reason: 'DeleteObject',
    'deletion-type': version.deleteMarker ? 'Delete Marker Created' : 'Permanently Deleted',
  });
}

function versionIdOf(version: ObjectVersion): Readonly<Record<string, string>> {
  return version.versionId === 'null' ? {} : { 'version-id': version.versionId };
}

function objectEvent(
  localAccount: LocalAccount,
  bucketName: string,
  detailType: string,
  { object, ...rest }: Readonly<Record<string, unknown>>,
): ServiceEvent {
  return {
    source: 'aws.s3',
    'detail-type': detailType,
    resources: [`arn:${localAccount.partition}:s3:::${bucketName}`],
    detail: {
      version: '0',
      bucket: { name: bucketName },
      object,
      'request-id': randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
      requester: localAccount.account,
      'source-ip-address': '127.0.0.1',
      ...rest,
    },
  };
}
