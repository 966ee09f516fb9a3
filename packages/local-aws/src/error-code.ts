/**
 * Returns the system's code of an error (`ENOENT`, `EEXIST` …); undefined without one. Does not use `instanceof`: errors of the file
 * system are from another realm in jest.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
