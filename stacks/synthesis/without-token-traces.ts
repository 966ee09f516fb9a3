/**
 * Runs `work`, which creates constructs. cdktf records the stack trace of some thousand tokens, which are not used here
 * and take an eighth of a synthesis: they are empty while it runs. Errors keep their stacks.
 */
export async function withoutTokenTraces(work: () => Promise<void>): Promise<void> {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, callSites) => {
    if (!(error instanceof Error)) return '';
    return before === undefined ? [String(error), ...callSites].join('\n    at ') : before(error, callSites);
  };
  try {
    await work();
  } finally {
    Error.prepareStackTrace = before as typeof Error.prepareStackTrace;
  }
}
