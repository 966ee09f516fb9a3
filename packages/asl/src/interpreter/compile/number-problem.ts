import { type Field, type NumberFieldName, numberBounds } from '../../language/definition';

/** How AWS reads the numbers of a field, and the cause for one that is out of bounds. */
interface NumberReading {
  /** Java's types, which AWS uses to read them. */
  readonly type: keyof typeof isOfType;
  /** AWS's words, if they are recorded. */
  readonly outOfBounds?: (value: number) => string;
}

const isOfType = {
  integer: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 31,
  long: (value: number) => Number.isInteger(value) && Math.abs(value) < 2 ** 63,
  float: (value: number) => Number.isFinite(value),
} as const;

/** AWS's words for a Wait that would last too long. */
export const delayTooLong = 'Wait state delay is too long.';

const readings: Readonly<Record<NumberFieldName, NumberReading>> = {
  Seconds: {
    type: 'long',
    outOfBounds: (value) => (value > 0 ? delayTooLong : `The Seconds field must be a positive integer: ${value}`),
  },
  TimeoutSeconds: { type: 'integer' },
  HeartbeatSeconds: { type: 'integer' },
  MaxConcurrency: { type: 'integer' },
  ToleratedFailureCount: { type: 'integer', outOfBounds: () => 'ToleratedFailureCount cannot be negative.' },
  ToleratedFailurePercentage: {
    type: 'float',
    outOfBounds: () => 'ToleratedFailurePercentage must be between 0 and 100.',
  },
  MaxItems: { type: 'integer' },
  MaxItemsPerBatch: { type: 'integer' },
  MaxInputBytesPerBatch: { type: 'integer' },
};

/** Whether a field accepts fractions. */
export function takesFractions(name: NumberFieldName): boolean {
  return readings[name].type === 'float';
}

/** Why a field does not accept a number. */
export interface NumberProblem {
  /** Follows the field and its value in a message: `is not a valid integer`, `must be non-negative`. */
  readonly what: string;
  /** AWS's words for it, if they are recorded. */
  readonly cause?: string;
}

/** Returns why a field does not accept a value; undefined if it does. */
export function numberProblem(name: NumberFieldName, value: unknown): NumberProblem | undefined {
  const { type, outOfBounds } = readings[name];
  const { minimum, maximum }: Field = numberBounds[name];
  if (typeof value !== 'number' || !isOfType[type](value)) return { what: `is not a valid ${type}` };
  const isTooSmall = minimum !== undefined && value < minimum;
  if (!isTooSmall && (maximum === undefined || value <= maximum)) return undefined;
  return { what: boundsText(minimum, maximum), cause: outOfBounds?.(value) };
}

function boundsText(minimum = 0, maximum?: number): string {
  if (maximum !== undefined) return `must be between ${minimum} and ${maximum}`;
  return minimum === 0 ? 'must be non-negative' : 'must be positive';
}
