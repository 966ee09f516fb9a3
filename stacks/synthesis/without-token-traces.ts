/**
 * Runs `work`, which loads cdktf or creates constructs, and returns its result. cdktf records the stack trace of some thousand tokens, which are not used
 * here and take an eighth of a synthesis: while it runs, until its promise settles if it returns one, none is made for who asks for a trace
 * of any length. Errors keep their stacks.
 */
export function withoutTokenTraces<Result>(work: () => Result): Result {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = (target, below) => {
    if (Error.stackTraceLimit === Number.MAX_SAFE_INTEGER) Object.assign(target, { stack: '' });
    else captureStackTrace(target, below);
  };
  const restore = (): void => {
    Error.captureStackTrace = captureStackTrace;
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
