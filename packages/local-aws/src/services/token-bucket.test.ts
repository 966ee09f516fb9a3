import { TokenBucket } from './token-bucket';

describe('TokenBucket', () => {
  const throttle = { rateLimit: 2, burstLimit: 3 };

  it('lets a burst through and nothing more at the same moment', () => {
    const bucket = new TokenBucket(throttle, 1000);
    expect([1, 2, 3, 4, 5].map(() => bucket.take(1000))).toEqual([true, true, true, false, false]);
  });

  it('fills at its rate, and never above the burst', () => {
    const bucket = new TokenBucket(throttle, 0);
    for (let taken = 0; taken < 3; taken += 1) bucket.take(0);
    expect(bucket.take(499)).toBe(false);
    expect(bucket.take(500)).toBe(true);
    expect(bucket.take(500)).toBe(false);
    expect([1, 2, 3, 4].map(() => bucket.take(60_000))).toEqual([true, true, true, false]);
  });

  it('does not empty itself when the clock is set back', () => {
    const bucket = new TokenBucket(throttle, 5000);
    expect(bucket.take(5000)).toBe(true);
    expect(bucket.take(1000)).toBe(true);
  });
});
