/** The system's code of an error (`ENOENT`, `EEXIST` …); undefined where it has none. Errors of the file system are of another realm in jest, so `instanceof` would not do. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
