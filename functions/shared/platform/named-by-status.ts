/**
 * An answer to HEAD has no body, so the SDK has no code to name an error by and takes the status (`503`), which no retrier
 * matches. The error stays the same object and gets the name that a GET would have given it.
 */
export function namedByStatus(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  const name = status === undefined ? undefined : namesByStatus[status];
  const isNameless = /^\d+$/.test(error.name) || error.name.startsWith('Unknown');
  return name !== undefined && isNameless ? Object.assign(error, { name }) : error;
}

const namesByStatus: Readonly<Record<number, string>> = {
  429: 'TooManyRequestsException',
  500: 'InternalError',
  503: 'SlowDown',
};
