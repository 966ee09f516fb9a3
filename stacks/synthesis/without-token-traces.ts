/**
 * Runs `work`, which creates constructs, and returns its result. cdktf records the stack trace of some thousand tokens, which are not used
 * here and take an eighth of a synthesis: they are empty while it runs, until its promise settles if it returns one. Errors keep their stacks.
 */
export function withoutTokenTraces<Result>(work: () => Result): Result {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, callSites) => {
    if (!(error instanceof Error)) return '';
    return before === undefined ? [String(error), ...callSites].join('\n    at ') : before(error, callSites);
  };
  const restore = (): void => {
    Error.prepareStackTrace = before as typeof Error.prepareStackTrace;
  };
  let result: Result;
  try {
    result = work();
  } catch (error) {
    restore();
    throw error;
  }
  if (result instanceof Promise) return result.finally(restore) as Result;
  restore();
  return result;
}
