import type { HttpThrottle } from './http-api';

/** Lets so many requests a second through for long, and so many at once. https://en.wikipedia.org/wiki/Token_bucket */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  constructor(
    private readonly throttle: HttpThrottle,
    nowMilliseconds: number,
  ) {
    this.tokens = throttle.burstLimit;
    this.filledAt = nowMilliseconds;
  }

  /** Whether this request goes through. */
  take(nowMilliseconds: number): boolean {
    const gained = ((nowMilliseconds - this.filledAt) / 1000) * this.throttle.rateLimit;
    this.tokens = Math.min(this.throttle.burstLimit, this.tokens + gained);
    this.filledAt = nowMilliseconds;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
