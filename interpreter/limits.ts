/** The most bytes of UTF-8 that a state, a task or an execution may take or give. */
export const maxPayloadBytes = 256 * 1024;

/** The most characters of a cause. AWS cuts what is longer: the JSON in it then ends anywhere. */
export const maxCauseLength = 32_768;

/** The most bytes of all variables that an execution holds at once; one variable, and one Assign, may take a payload's. */
export const maxVariableBytes = 10 * 1024 * 1024;

/** The most events of a Standard execution's history. */
export const maxStandardEvents = 25_000;

/** Express has no such limit on AWS, but time; here a loop that takes no time must end too. */
export const maxExpressEvents = 250_000;

/** Seconds an execution may last where the definition does not say. */
export const defaultTimeoutSeconds = { STANDARD: 365 * 24 * 3600, EXPRESS: 300 } as const;

/** Whether a JSON text is over the limit; the exact length is counted only where it could be. */
export function isOverPayloadLimit(text: string): boolean {
  if (text.length * 3 <= maxPayloadBytes) return false;
  return text.length > maxPayloadBytes || Buffer.byteLength(text) > maxPayloadBytes;
}
