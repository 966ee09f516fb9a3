import { ServiceError } from '../../services';
import type { Exchange } from '../exchange';

/** What a request is about: an operation on a bucket or an object. */
export interface S3Route {
  readonly operation: string;
  readonly bucket: string;
  readonly key: string;
}

/** Query parameters that choose an operation; the others are its arguments. */
const selectors = [
  'tagging',
  'uploads',
  'uploadId',
  'delete',
  'versions',
  'versioning',
  'location',
  'list-type',
  'acl',
  'policy',
  'lifecycle',
  'encryption',
  'notification',
  'cors',
  'attributes',
  'restore',
  'select',
  'retention',
  'legal-hold',
  'website',
  'logging',
  'publicAccessBlock',
  'object-lock',
  'torrent',
  'renameObject',
];

/** Operations by method, level and selector. */
const operations: Readonly<Record<string, string>> = {
  'GET service': 'ListBuckets',
  'PUT bucket': 'CreateBucket',
  'HEAD bucket': 'HeadBucket',
  'GET bucket list-type': 'ListObjectsV2',
  'GET bucket versions': 'ListObjectVersions',
  'GET bucket location': 'GetBucketLocation',
  'GET bucket versioning': 'GetBucketVersioning',
  'GET bucket': 'ListObjects',
  'POST bucket delete': 'DeleteObjects',
  'PUT object': 'PutObject',
  'PUT object tagging': 'PutObjectTagging',
  'PUT object uploadId': 'UploadPart',
  'GET object': 'GetObject',
  'GET object tagging': 'GetObjectTagging',
  'GET object uploadId': 'ListParts',
  'HEAD object': 'HeadObject',
  'DELETE object': 'DeleteObject',
  'DELETE object tagging': 'DeleteObjectTagging',
  'DELETE object uploadId': 'AbortMultipartUpload',
  'POST object uploads': 'CreateMultipartUpload',
  'POST object uploadId': 'CompleteMultipartUpload',
};

/** Returns the route of a request. Uses the path as it was sent: a key may hold `..` and `//`. */
export function routeOf({ request, path, query }: Exchange): S3Route {
  const [, encodedBucket = '', encodedKey = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const bucket = decode(encodedBucket);
  const key = decode(encodedKey);
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const selector = selectors.find((name) => query.has(name));
  const name = [request.method ?? '', level, ...(selector === undefined ? [] : [selector])].join(' ');
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (operation === undefined)
    throw new ServiceError(
      'NotModelledError',
      `the local implementation of s3 does not support the operation: ${name}`,
      501,
    );
  const copies = request.headers['x-amz-copy-source'] !== undefined;
  return { operation: copies ? (copyOperations[operation] ?? operation) : operation, bucket, key };
}

const copyOperations: Readonly<Record<string, string>> = { PutObject: 'CopyObject', UploadPart: 'UploadPartCopy' };

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
