import { type Caller, ServiceError, type Services } from '../service';
import type { S3Object } from './requests';
import { textractErrors } from './textract-errors';

/** Returns the bytes of a document, read with the permissions of Textract's caller, as on AWS, after a check of its size. */
export async function fetchDocument(
  services: Services,
  document: { readonly s3Object: S3Object; readonly maxBytes: number },
  caller: Caller,
): Promise<Uint8Array> {
  const localAccount = s3Input(document.s3Object);
  return asS3ObjectError(async () => {
    await checkSize(services, document, caller);
    const { Body } = await services.call('s3', 'GetObject', localAccount, caller);
    if (!(Body instanceof Uint8Array)) throw new TypeError('GetObject answered without bytes');
    return Body;
  });
}

/** Throws an error if the document is absent, may not be read or is too large. */
export async function checkDocument(
  services: Services,
  document: { readonly s3Object: S3Object; readonly maxBytes: number },
  caller: Caller,
): Promise<void> {
  await asS3ObjectError(() => checkSize(services, document, caller));
}

async function checkSize(
  services: Services,
  { s3Object, maxBytes }: { readonly s3Object: S3Object; readonly maxBytes: number },
  caller: Caller,
): Promise<void> {
  const { ContentLength } = await services.call('s3', 'HeadObject', s3Input(s3Object), caller);
  if (typeof ContentLength === 'number' && ContentLength > maxBytes)
    throw textractErrors.tooLarge(ContentLength, maxBytes);
}

function s3Input({ Bucket, Name, Version }: S3Object) {
  return { Bucket, Key: Name, ...(Version === undefined ? {} : { VersionId: Version }) };
}

/** Textract reports any error of S3 as an error of the object. */
async function asS3ObjectError<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.name === 'DocumentTooLargeException') throw error;
    throw textractErrors.invalidS3Object(`${error.name}: ${error.message}`);
  }
}
