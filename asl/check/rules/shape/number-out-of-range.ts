import { type Field, fieldOf } from '../../../definition';
import type { Rule } from '../../rule';

/** A number is outside the range that AWS accepts, or has a fraction where it takes whole numbers. */
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

function isInRange(
  { minimum, maximum = Number.POSITIVE_INFINITY, takesFractions = false }: Field,
  value: number,
): boolean {
  // Without a minimum the range is judged where the number is used.
  if (minimum === undefined) return true;
  return value >= minimum && value <= maximum && (takesFractions || Number.isInteger(value));
}

function describe({ minimum, maximum, takesFractions = false }: Field): string {
  const what = takesFractions ? 'a number' : 'a whole number';
  return maximum === undefined ? `${what} of at least ${minimum}` : `${what} from ${minimum} to ${maximum}`;
}
