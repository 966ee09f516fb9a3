import type { Throttle } from '../rest-api';

/**
 * Lets through what a throttle allows: `burstLimit` at once, `rateLimit` a second for long. AWS's own counting is best effort over
 * many hosts; this one is exact.
 */
export class TokenBucket {
  #tokens: number | undefined;
  #filledAt = 0;

  /** Takes a token if there is one. `now` in milliseconds. */
  take({ rateLimit, burstLimit }: Throttle, now: number): boolean {
    const gained = ((now - this.#filledAt) / 1000) * rateLimit;
    const tokens = Math.min(burstLimit, (this.#tokens ?? burstLimit) + Math.max(0, gained));
    this.#filledAt = now;
    this.#tokens = tokens >= 1 ? tokens - 1 : tokens;
    return tokens >= 1;
  }
}
