import type { RandomSource } from '../../language/expressions';
import type { CompiledRetrier } from '../compile/compiled-state-machine';
import type { Failure } from './failure';

/** Which retrier tries again, and after how long. */
export interface Retrial {
  readonly retrierIndex: number;
  readonly seconds: number;
}

/**
 * The first retrier that names the error decides, also when its attempts are used up: later ones are ignored.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error
 */
export function decideRetrial(
  retriers: readonly CompiledRetrier[],
  counts: readonly number[],
  failure: Failure,
  random: RandomSource,
): Retrial | undefined {
  const retrierIndex = retriers.findIndex((retrier) => matchesError(retrier.errorEquals, failure));
  const retrier = retriers[retrierIndex];
  const used = counts[retrierIndex] ?? 0;
  if (retrier === undefined || used >= retrier.maxAttempts) return undefined;
  return { retrierIndex, seconds: pauseSeconds(retrier, used, random) };
}

/**
 * Returns the pause in seconds before the attempt after `used` retries; with full jitter a random number from 0 to
 * that.
 */
export function pauseSeconds(retrier: CompiledRetrier, used: number, random: RandomSource): number {
  const seconds = Math.min(retrier.intervalSeconds * retrier.backoffRate ** used, retrier.maxDelaySeconds);
  return retrier.hasFullJitter ? random.next() * seconds : seconds;
}

/**
 * Whether `ErrorEquals` matches the failure. `States.TaskFailed` matches anything but a timeout; States.Runtime is
 * never matched, not even by its name.
 */
export function matchesError(errorEquals: readonly string[], { error, alsoNamed, isTerminal }: Failure): boolean {
  if (isTerminal === true || error === 'States.Runtime') return false;
  return errorEquals.some((name) => {
    if (name === 'States.ALL') return true;
    if (name === 'States.TaskFailed') return error !== 'States.Timeout';
    return name === error || (alsoNamed !== undefined && name === alsoNamed);
  });
}
