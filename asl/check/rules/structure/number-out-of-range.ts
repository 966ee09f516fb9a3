import { type FieldPath, isJsonObject, type Json, type JsonObject } from '../../../definition';
import type { Finding, Rule } from '../../rule';
import { objectItems } from '../../values';

interface Range {
  readonly least: number;
  readonly most?: number;
  readonly fraction?: boolean;
}

const year = 99_999_999;
const state: Readonly<Record<string, Range>> = {
  TimeoutSeconds: { least: 1, most: year },
  HeartbeatSeconds: { least: 1, most: year },
  Seconds: { least: 0, most: year },
  MaxConcurrency: { least: 0 },
  ToleratedFailureCount: { least: 0 },
  ToleratedFailurePercentage: { least: 0, most: 100, fraction: true },
};
const retrier: Readonly<Record<string, Range>> = {
  IntervalSeconds: { least: 1, most: year },
  MaxAttempts: { least: 0, most: year },
  BackoffRate: { least: 1, fraction: true },
  MaxDelaySeconds: { least: 1, most: 31_622_400 },
};
const batcher: Readonly<Record<string, Range>> = {
  MaxItemsPerBatch: { least: 1 },
  MaxInputBytesPerBatch: { least: 1, most: 262_144 },
};

/**
 * A number lies outside what AWS takes:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export const numberOutOfRange: Rule = {
  id: 'number-out-of-range',
  severity: 'error',
  *check({ machine, states }) {
    yield* outside(machine, [], { TimeoutSeconds: { least: 1, most: year } });
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
    const { least, most = Number.POSITIVE_INFINITY, fraction = false } = range;
    if (given >= least && given <= most && (fraction || Number.isInteger(given))) continue;
    yield { message: `\`${field}\` is ${described(range)}, not ${given}`, path: [...path, field] };
  }
}

function described({ least, most, fraction = false }: Range): string {
  const what = fraction ? 'a number' : 'a whole number';
  return most === undefined ? `${what} of at least ${least}` : `${what} from ${least} to ${most}`;
}
