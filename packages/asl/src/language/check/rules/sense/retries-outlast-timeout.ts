import type { Json } from '../../../definition';
import type { CheckedDefinition, CheckedState } from '../../checked-definition';
import type { Finding, Rule } from '../../rule';
import { type Handler, retriersOf } from '../../sense/handlers';

/**
 * The retries of a state take longer than its execution may: the last ones never happen, and the execution ends with
 * States.Timeout, which no catcher sees. A Task's own `TimeoutSeconds` is for each attempt.
 */
export const retriesOutlastTimeout: Rule = {
  id: 'retries-outlast-timeout',
  severity: 'warning',
  rejectedBy: 'none',
  requires: 'soundState',
  *check(definition) {
    const limit = limitOf(definition);
    if (limit === undefined) return;
    for (const state of definition.states) {
      for (const retrier of retriersOf(state)) yield* judge(retrier, state, limit);
    }
  },
};

interface Limit {
  readonly seconds: number;
  readonly reason: string;
}

/** Of an Express state machine: https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html */
const expressSeconds = 300;

function limitOf({ machine, options }: CheckedDefinition): Limit | undefined {
  const seconds: Json | undefined = machine['TimeoutSeconds'];
  const own = typeof seconds === 'number' ? seconds : Number.POSITIVE_INFINITY;
  if (options.type === 'EXPRESS' && own > expressSeconds) {
    return { seconds: expressSeconds, reason: 'an Express execution ends after' };
  }
  return Number.isFinite(own) ? { seconds: own, reason: "the state machine's `TimeoutSeconds` is" } : undefined;
}

function* judge(retrier: Handler, state: CheckedState, limit: Limit): Generator<Finding> {
  const seconds = pausesOf(retrier) + timeoutsOf(retrier, state);
  if (!(seconds >= limit.seconds)) return;
  yield {
    message: `the retries of \`${state.name}\` take up to ${Math.ceil(seconds)} s, and ${limit.reason} ${limit.seconds} s`,
    path: retrier.path,
    isWhole: false,
    help: 'use fewer attempts or a lower `MaxDelaySeconds`, or allow more time',
  };
}

/** The sum of the pauses before all retries, without jitter; NaN if a placeholder decides. */
function pausesOf({ value }: Handler): number {
  const attempts = numberOr(value['MaxAttempts'], 3);
  const interval = numberOr(value['IntervalSeconds'], 1);
  const rate = numberOr(value['BackoffRate'], 2);
  const cap = numberOr(value['MaxDelaySeconds'], Number.POSITIVE_INFINITY);
  let sum = 0;
  let pause = interval;
  // Beyond a thousand steps of a bounded pause the sum is a product.
  for (let made = 0; made < Math.min(attempts, 1000); made += 1) {
    sum += Math.min(pause, cap);
    pause *= rate;
  }
  return sum + Math.max(0, attempts - 1000) * Math.min(pause, cap);
}

/** Of a retrier for timeouts alone: each attempt takes the whole `TimeoutSeconds`. */
function timeoutsOf({ value, errors }: Handler, state: CheckedState): number {
  const timeout: Json | undefined = state.value['TimeoutSeconds'];
  const isForTimeouts = errors.length > 0 && errors.every(({ name }) => name === 'States.Timeout');
  if (!isForTimeouts || typeof timeout !== 'number') return 0;
  return (numberOr(value['MaxAttempts'], 3) + 1) * timeout;
}

function numberOr(value: Json | undefined, whenAbsent: number): number {
  if (value === undefined) return whenAbsent;
  return typeof value === 'number' ? value : Number.NaN;
}
