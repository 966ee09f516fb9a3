/**
 * A response to HEAD has no body, so the SDK has no code to name an error by and uses the status (`503`) or `Unknown`,
 * which no retrier matches, and its message is empty. The error stays the same object and gets the name that a GET
 * would have and, if a person has to act, the reason.
 */
export function namedByStatus(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const meaning = status === undefined ? undefined : meanings[status];
  const isNameless = /^\d+$/.test(error.name) || error.name.startsWith('Unknown');
  return meaning !== undefined && isNameless ? Object.assign(error, meaning) : error;
}

interface Meaning {
  readonly name: string;
  readonly message?: string;
}

const meanings: Readonly<Record<number, Meaning>> = {
  400: {
    name: 'BadRequest',
    message:
      'S3 rejects the request (400): the version id is malformed, or the object is encrypted with a key of the customer (SSE-C), which is not supported',
  },
  403: {
    name: 'AccessDenied',
    message:
      'S3 denies access (403): the role of the function may not read the object, or not use its KMS key; without s3:ListBucket an object that does not exist is answered in the same way',
  },
  405: {
    name: 'MethodNotAllowed',
    message: 'the version is a delete marker (405): the object was deleted; name a version that has content',
  },
  429: { name: 'TooManyRequestsException' },
  500: { name: 'InternalError' },
  502: { name: 'ServiceUnavailable' },
  503: { name: 'SlowDown' },
  504: { name: 'ServiceUnavailable' },
};
