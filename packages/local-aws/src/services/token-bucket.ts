/** Requests a second for long, and at once. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

/**
 * Accepts requests as a throttle allows: `burstLimit` at once, `rateLimit` a second for long
 * (https://en.wikipedia.org/wiki/Token_bucket). AWS's own counting is best effort over many hosts; this one is exact.
 */
export class TokenBucket {
  private tokens: number;

  constructor(
    private readonly throttle: Throttle,
    private filledAtMilliseconds: number,
  ) {
    this.tokens = throttle.burstLimit;
  }

  /** Returns whether this request is accepted. A clock that is set back does not add tokens. */
  take(nowMilliseconds: number): boolean {
    const { rateLimit, burstLimit } = this.throttle;
    const gained = (Math.max(0, nowMilliseconds - this.filledAtMilliseconds) / 1000) * rateLimit;
    this.tokens = Math.min(burstLimit, this.tokens + gained);
    this.filledAtMilliseconds = nowMilliseconds;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
