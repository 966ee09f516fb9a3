import { UnreadableDocumentError as Unreadable, type UnreadableDocumentError } from '../../reading';
import { ServiceError } from '../service';

/** Textract's errors, in AWS's words if they are known; each message ends with what was found. */
export const textractErrors = {
  invalidParameter: (detail: string) =>
    new ServiceError('InvalidParameterException', `Request has invalid parameters: ${detail}`),
  invalidS3Object: (detail: string) =>
    new ServiceError(
      'InvalidS3ObjectException',
      `Unable to get object metadata from S3. Check object key, region and/or access permissions. (${detail})`,
    ),
  tooLarge: (found: number, allowed: number) =>
    new ServiceError(
      'DocumentTooLargeException',
      `Document size of ${found} bytes is over the maximum of ${allowed} bytes`,
    ),
  unsupported: (detail: string) =>
    new ServiceError('UnsupportedDocumentException', `Request has unsupported document format: ${detail}`),
  badDocument: (detail: string) => new ServiceError('BadDocumentException', `Request has bad document: ${detail}`),
  throughputExceeded: (seconds: number) =>
    new ServiceError(
      'ProvisionedThroughputExceededException',
      `Provisioned rate exceeded: the document could not be read within ${seconds} s, because others are read`,
    ),
  invalidJob: (jobId: string) => new ServiceError('InvalidJobIdException', `Request has invalid Job Id: ${jobId}`),
  tokenReused: () =>
    new ServiceError(
      'IdempotentParameterMismatchException',
      'The ClientRequestToken was used before with other parameters',
    ),
  notModelled: (operation: string, what: string) =>
    new ServiceError(
      'NotModelledError',
      `the local implementation of textract does not support ${what} of ${operation}`,
      501,
    ),
};

/** Returns Textract's error for a document without readable pages; other errors are defects and are returned unchanged. */
export function refusalOf(error: unknown): unknown {
  return error instanceof Unreadable ? refusals[error.reason](error.message) : error;
}

const refusals: Readonly<Record<UnreadableDocumentError['reason'], (detail: string) => ServiceError>> = {
  unsupported: textractErrors.unsupported,
  encrypted: textractErrors.unsupported,
  damaged: textractErrors.badDocument,
  'too-large': textractErrors.badDocument,
};
