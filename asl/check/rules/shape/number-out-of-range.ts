import {
  type FieldPath,
  isJsonObject,
  type Json,
  type JsonObject,
  type NumberBounds,
  numberBounds,
} from '../../../definition';
import type { Finding, Rule } from '../../rule';
import { objectItems } from '../../values';

interface Range extends NumberBounds {
  readonly fraction?: boolean;
}

const year = numberBounds.TimeoutSeconds.maximum;
const { MaxItems: _reader, MaxItemsPerBatch, MaxInputBytesPerBatch, ...ofStates } = numberBounds;
const state: Readonly<Record<string, Range>> = {
  ...ofStates,
  ToleratedFailurePercentage: { ...ofStates.ToleratedFailurePercentage, fraction: true },
};
const retrier: Readonly<Record<string, Range>> = {
  IntervalSeconds: { minimum: 1, maximum: year },
  MaxAttempts: { minimum: 0, maximum: year },
  BackoffRate: { minimum: 1, fraction: true },
  MaxDelaySeconds: { minimum: 1, maximum: 31_622_400 },
};
const batcher: Readonly<Record<string, Range>> = { MaxItemsPerBatch, MaxInputBytesPerBatch };

/**
 * A number lies outside what AWS takes:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export const numberOutOfRange: Rule = {
  id: 'number-out-of-range',
  severity: 'error',
  rejectedBy: 'aws',
  *check({ machine, states }) {
    yield* outside(machine, [], { TimeoutSeconds: state['TimeoutSeconds']! });
    for (const { value, path } of states) {
      yield* outside(value, path, state);
      for (const { item, index } of objectItems(value['Retry']))
        yield* outside(item, [...path, 'Retry', index], retrier);
      yield* outside(value['ItemBatcher'], [...path, 'ItemBatcher'], batcher);
    }
  },
};

function* outside(
  value: Json | undefined,
  path: FieldPath,
  ranges: Readonly<Record<string, Range>>,
): Generator<Finding> {
  if (!isJsonObject(value)) return;
  for (const [field, range] of Object.entries(ranges)) {
    const given: Json | undefined = (value as JsonObject)[field];
    if (typeof given !== 'number') continue;
    const { minimum = 0, maximum = Number.POSITIVE_INFINITY, fraction = false } = range;
    if (given >= minimum && given <= maximum && (fraction || Number.isInteger(given))) continue;
    yield { message: `\`${field}\` is ${described(range)}, not ${given}`, path: [...path, field] };
  }
}

function described({ minimum, maximum, fraction = false }: Range): string {
  const what = fraction ? 'a number' : 'a whole number';
  return maximum === undefined ? `${what} of at least ${minimum}` : `${what} from ${minimum} to ${maximum}`;
}
