import type { JsonObject } from '../definition';
import { innerScopes, type States, statesOf, targetsOf } from './states';
import { TransformationError } from './transformation-error';

/**
 * Seconds that the longest way through a scope of bounded Tasks takes at most: each Task's last attempt takes all of its TimeoutSeconds, the
 * attempts before it, if its timeout is retried, as long, else they fail at once as throttles do; pauses are as long as jitter may
 * make them. Throws TransformationError for a way that leads back to itself.
 */
export function longestSeconds(start: string, states: States): number {
  return secondsFrom(start, { states, done: new Map(), open: new Set() });
}

interface Walk {
  readonly states: States;
  readonly done: Map<string, number>;
  readonly open: Set<string>;
}

function secondsFrom(name: string, walk: Walk): number {
  const known = walk.done.get(name);
  if (known !== undefined) return known;
  if (walk.open.has(name))
    throw new TransformationError(`\`${name}\` can be reached from itself: how long a child takes has no bound`);
  walk.open.add(name);
  const state = walk.states[name] as JsonObject;
  const seconds = secondsOf(state) + Math.max(0, ...targetsOf(state).map((target) => secondsFrom(target, walk)));
  walk.open.delete(name);
  walk.done.set(name, seconds);
  return seconds;
}

/** Of the state alone: a Parallel takes as long as its longest branch. */
function secondsOf(state: JsonObject): number {
  const branches = innerScopes(state).map((scope) =>
    longestSeconds(String(scope['StartAt']), statesOf(scope, 'a branch')),
  );
  const { TimeoutSeconds: timeoutSeconds = 0, Retry: retriers = [] } = state;
  return secondsOfTask(Number(timeoutSeconds), retriers as unknown as readonly Retrier[]) + Math.max(0, ...branches);
}

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly MaxAttempts: number;
}

function secondsOfTask(timeoutSeconds: number, retriers: readonly Retrier[]): number {
  const retries = retriers.map((retrier) => {
    const isTimeoutRetried = retrier.ErrorEquals.includes('States.Timeout');
    return pausesOf(retrier) + (isTimeoutRetried ? retrier.MaxAttempts * timeoutSeconds : 0);
  });
  return timeoutSeconds + retries.reduce((sum, each) => sum + each, 0);
}

function pausesOf({ IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts }: Retrier): number {
  const pauses = Array.from({ length: MaxAttempts }, (_, index) =>
    Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** index),
  );
  return pauses.reduce((sum, each) => sum + each, 0);
}
