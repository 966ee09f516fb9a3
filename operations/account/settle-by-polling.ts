import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from './account';

/** Seconds between the first two looks, and the most between any two. */
export interface PollingPauses {
  readonly first: number;
  readonly most: number;
}

/** Returns a `settle` for executions of another process: it looks again and again, at growing intervals. */
export function settleByPolling({ first, most }: PollingPauses, signal: AbortSignal): Account['settle'] {
  return async (maxSeconds, isSettled) => {
    if (isSettled === undefined) return false;
    const deadline = Date.now() + maxSeconds * 1000;
    for (let pause = first; ; pause = Math.min(most, pause * 1.5)) {
      signal.throwIfAborted();
      if (await isSettled()) return true;
      if (Date.now() + pause * 1000 > deadline) return false;
      await delay(pause * 1000, undefined, { signal });
    }
  };
}
