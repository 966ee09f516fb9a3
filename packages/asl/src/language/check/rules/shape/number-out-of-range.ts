import { type Field, fieldOf } from '../../../definition';
import type { Rule } from '../../rule';

/** A number is outside the range that AWS accepts, or has a fraction although AWS accepts whole numbers only. */
export const numberOutOfRange: Rule = {
  id: 'number-out-of-range',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ objects }) {
    for (const { kind, value, path } of objects) {
      for (const [name, given] of Object.entries(value)) {
        const field = kind === undefined ? undefined : fieldOf(kind, name);
        if (field?.type !== 'number' || typeof given !== 'number' || isInRange(field, given)) continue;
        yield { message: `\`${name}\` must be ${describe(field)}, got ${given}`, path: [...path, name] };
      }
    }
  },
};

/** AWS reads whole numbers into 32 bits, unless a field has a smaller maximum. */
const largestInteger = 2 ** 31 - 1;

function rangeOf({ minimum, maximum, takesFractions = false }: Field): {
  readonly minimum: number;
  readonly maximum: number;
} {
  const largest = takesFractions ? Number.POSITIVE_INFINITY : largestInteger;
  return { minimum: minimum ?? -largest, maximum: maximum ?? largest };
}

function isInRange(field: Field, value: number): boolean {
  const { minimum, maximum } = rangeOf(field);
  return value >= minimum && value <= maximum && (field.takesFractions === true || Number.isInteger(value));
}

function describe(field: Field): string {
  const { minimum, maximum } = rangeOf(field);
  const what = field.takesFractions ? 'a number' : 'a whole number';
  return maximum === Number.POSITIVE_INFINITY
    ? `${what} of at least ${minimum}`
    : `${what} from ${minimum} to ${maximum}`;
}
