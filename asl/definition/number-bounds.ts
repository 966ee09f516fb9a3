/** The smallest and the largest number that a field takes; absent: any. */
export interface NumberBounds {
  readonly minimum?: number;
  readonly maximum?: number;
}

/** https://states-language.net/spec.html#timeouts-and-heartbeats and https://states-language.net/spec.html#wait-state */
const longestSeconds = 99_999_999;

/** Every field of a state whose number data may give, by an expression or by the field's `…Path` twin. */
export const numberBounds = {
  Seconds: { minimum: 0, maximum: longestSeconds },
  TimeoutSeconds: { minimum: 1, maximum: longestSeconds },
  HeartbeatSeconds: { minimum: 1, maximum: longestSeconds },
  MaxConcurrency: { minimum: 0 },
  ToleratedFailureCount: { minimum: 0 },
  ToleratedFailurePercentage: { minimum: 0, maximum: 100 },
  // A negative one fails the Map Run, not the state (recorded): the reader of the items rejects it.
  MaxItems: {},
  MaxItemsPerBatch: { minimum: 1 },
  MaxInputBytesPerBatch: { minimum: 1, maximum: 262_144 },
} as const satisfies Readonly<Record<string, NumberBounds>>;

/** The name of such a field. */
export type NumberFieldName = keyof typeof numberBounds;
