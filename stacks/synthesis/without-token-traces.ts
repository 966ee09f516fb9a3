/**
 * Runs what makes constructs. cdktf notes for each of some thousand tokens where it was made, which nobody reads here and which takes
 * an eighth of a synthesis: for that time its notes stay empty. Errors keep their stacks.
 */
export function withoutTokenTraces(work: () => void): void {
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, callSites) => {
    if (!(error instanceof Error)) return '';
    return before === undefined ? [String(error), ...callSites].join('\n    at ') : before(error, callSites);
  };
  try {
    work();
  } finally {
    Error.prepareStackTrace = before as typeof Error.prepareStackTrace;
  }
}
