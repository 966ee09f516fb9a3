/** The values that a field takes, whether written down or computed while the execution runs. */
interface NumberRange {
  /** `integer` and `long` are those of Java, which AWS reads them with. */
  readonly type: keyof typeof isOfType;
  /** Absent: a negative value is rejected where it is used. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** AWS's words for a value out of range, where they are recorded. */
  readonly outOfRange?: (value: number) => string;
}

const isOfType = {
  integer: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  long: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 63,
  float: (value: number) => Number.isFinite(value),
} as const;

/** https://states-language.net/spec.html#timeouts-and-heartbeats */
const longestTimeoutSeconds = 99_999_999;

/** Every field that holds a number which data may give, itself or its `…Path` twin. */
export const numberRanges = {
  Seconds: {
    type: 'long',
    minimum: 0,
    outOfRange: (value) => `The Seconds field must be a positive integer: ${value}`,
  },
  TimeoutSeconds: { type: 'integer', minimum: 1, maximum: longestTimeoutSeconds },
  HeartbeatSeconds: { type: 'integer', minimum: 1, maximum: longestTimeoutSeconds },
  MaxConcurrency: { type: 'integer', minimum: 0 },
  ToleratedFailureCount: { type: 'integer', minimum: 0, outOfRange: () => 'ToleratedFailureCount cannot be negative.' },
  ToleratedFailurePercentage: {
    type: 'float',
    minimum: 0,
    maximum: 100,
    outOfRange: () => 'ToleratedFailurePercentage must be between 0 and 100.',
  },
  // A negative one fails the Map Run, not the state (recorded): the reader of the items rejects it.
  MaxItems: { type: 'integer' },
  MaxItemsPerBatch: { type: 'integer', minimum: 1 },
  MaxInputBytesPerBatch: { type: 'integer', minimum: 1, maximum: 262_144 },
} as const satisfies Readonly<Record<string, NumberRange>>;

/** The name of such a field. */
export type NumberFieldName = keyof typeof numberRanges;

/** Why a field does not take a number. */
export interface NumberProblem {
  /** To be put after the field and its value: `is not a valid integer`, `must be non-negative`. */
  readonly what: string;
  /** AWS's words for it, where they are recorded. */
  readonly cause?: string;
}

/** What keeps a field from taking a value; undefined for a value that it takes. */
export function numberProblem(name: NumberFieldName, value: unknown): NumberProblem | undefined {
  const { type, minimum, maximum, outOfRange }: NumberRange = numberRanges[name];
  if (typeof value !== 'number' || !isOfType[type](value)) return { what: `is not a valid ${type}` };
  const isTooSmall = minimum !== undefined && value < minimum;
  if (!isTooSmall && (maximum === undefined || value <= maximum)) return undefined;
  return { what: rangeText(minimum, maximum), cause: outOfRange?.(value) };
}

function rangeText(minimum = 0, maximum?: number): string {
  if (maximum !== undefined) return `must be between ${minimum} and ${maximum}`;
  return minimum === 0 ? 'must be non-negative' : 'must be positive';
}
