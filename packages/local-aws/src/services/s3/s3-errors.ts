import { ServiceError } from '../service';

/** S3's errors, in its words. */
export const s3Errors = {
  noSuchBucket: (bucket: string) =>
    new ServiceError('NoSuchBucket', `The specified bucket does not exist: ${bucket}`, 404),
  noSuchKey: (key: string) => new ServiceError('NoSuchKey', `The specified key does not exist: ${key}`, 404),
  hidden: (bucketArn: string, reason: string) =>
    new ServiceError(
      'AccessDenied',
      `User is not authorized to perform: s3:ListBucket on resource: "${bucketArn}" ${reason}`,
      403,
    ),
  noSuchVersion: (key: string) =>
    new ServiceError('NoSuchVersion', `The specified version does not exist: ${key}`, 404),
  damaged: (version: string, problem: string) =>
    new ServiceError(
      'InternalError',
      `We encountered an internal error. Please try again. (the content of ${version} is damaged: ${problem})`,
      500,
    ),
  notFound: () => new ServiceError('NotFound', 'Not Found', 404),
  deleteMarker: () =>
    new ServiceError('MethodNotAllowed', 'The specified method is not allowed against this resource.', 405),
  preconditionFailed: () =>
    new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412),
  notModified: () => new ServiceError('NotModified', 'Not Modified', 304),
  invalidRange: () => new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416),
  badDigest: () =>
    new ServiceError(
      'BadDigest',
      'The Content-MD5 or checksum value that you specified did not match what the server received.',
    ),
  noSuchUpload: () =>
    new ServiceError(
      'NoSuchUpload',
      'The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
    ),
  invalidPart: () =>
    new ServiceError(
      'InvalidPart',
      'One or more of the specified parts could not be found, or its entity tag did not match.',
    ),
  entityTooSmall: () =>
    new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size'),
  invalidPartOrder: () => new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order.'),
  invalidArgument: (message: string) => new ServiceError('InvalidArgument', message),
  invalidBucketName: (name: string) =>
    new ServiceError(
      'InvalidBucketName',
      `The specified bucket is not valid: ${name}; a name has 3 to 63 lower-case letters, digits, dots and hyphens, and begins and ends with a letter or digit`,
    ),
  keyTooLong: () => new ServiceError('KeyTooLongError', 'Your key is too long'),
  invalidTag: (message: string) => new ServiceError('InvalidTag', message),
} as const;
