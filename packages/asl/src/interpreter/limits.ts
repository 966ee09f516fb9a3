/** The most bytes of UTF-8 in the input or output of a state, a task or an execution. */
export const maxPayloadBytes = 256 * 1024;

/** The most characters of a cause. AWS cuts a longer one, so JSON in it may be incomplete. */
export const maxCauseLength = 32_768;

/**
 * The most bytes of all variables that an execution holds at once; the limit of one variable, and of one Assign, is
 * that of a payload.
 */
export const maxVariableBytes = 10 * 1024 * 1024;

/** The most events of a Standard execution's history. */
export const maxStandardEvents = 25_000;

/** Express has no such limit on AWS, except time; here a loop that takes no time must end too. */
export const maxExpressEvents = 250_000;

/** Seconds that an execution may last if the definition does not set TimeoutSeconds. */
export const defaultTimeoutSeconds = { STANDARD: 365 * 24 * 3600, EXPRESS: 300 } as const;

/** Whether a JSON text is over the limit; the exact length is counted only if the text could exceed it. */
export function isOverPayloadLimit(text: string): boolean {
  if (text.length * 3 <= maxPayloadBytes) return false;
  return text.length > maxPayloadBytes || Buffer.byteLength(text) > maxPayloadBytes;
}
