/**
 * What others measured on AWS in 2026 and what AWS's documentation leaves open; no recording confirms it. It is in one table so that
 * it is easy to correct; docs/asl-support.md lists it under "Measured by others".
 */
export const unconfirmed = {
  /** Calls of `function(…){…}` that may be open at once; a call in tail position replaces the one before. */
  jsonataOpenCalls: 100,
  /** The most bytes of one value of a JSONata evaluation, and what each part counts. */
  jsonataMemory: { limit: 10 * 1024 * 1024, array: 376, member: 12, character: 2 },
  /** The result of an expression holds infinities and NaN as strings: `[1/0]` is `["Infinity"]`. */
  textOfNonFinite: (value: number): string => String(value),
  /** The error of a variable, an Assign or all variables of an execution that are too large. */
  variableLimitError: 'States.DataLimitExceeded',
} as const;
