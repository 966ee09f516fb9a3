import { type ThrottleBackoff, throttleMaxAttempts } from './throttle-attempts';

const twoHours: ThrottleBackoff = { backlogSeconds: 7200, intervalSeconds: 2, backoffRate: 2, maxDelaySeconds: 120 };

describe('throttleMaxAttempts', () => {
  it('is 161 for two hours with pauses from 2 s doubling to 120 s', () => {
    expect(throttleMaxAttempts(twoHours)).toBe(161);
  });

  it('gives a total that 5,000 drawn sequences all outlast', () => {
    const attempts = throttleMaxAttempts(twoHours);
    const random = lehmer(20_251_101);
    const totals = Array.from({ length: 5_000 }, () => drawnTotal(twoHours, attempts, random));
    expect(Math.min(...totals)).toBeGreaterThan(7200);
  });

  it('does not give away retries: a fifth fewer, and some sequences fall short', () => {
    const attempts = Math.floor(throttleMaxAttempts(twoHours) * 0.8);
    const random = lehmer(7);
    const totals = Array.from({ length: 1_000 }, () => drawnTotal(twoHours, attempts, random));
    expect(Math.min(...totals)).toBeLessThan(7200);
  });

  it('grows with the backlog and shrinks with the first pause', () => {
    expect(throttleMaxAttempts({ ...twoHours, backlogSeconds: 14_400 })).toBeGreaterThan(throttleMaxAttempts(twoHours));
    expect(throttleMaxAttempts({ ...twoHours, intervalSeconds: 60 })).toBeLessThanOrEqual(
      throttleMaxAttempts(twoHours),
    );
  });

  it.each([
    [{ backlogSeconds: 0 }, 'backlogSeconds must be a positive number, it is 0'],
    [{ intervalSeconds: -1 }, 'intervalSeconds must be a positive number, it is -1'],
    [{ maxDelaySeconds: Number.NaN }, 'maxDelaySeconds must be a positive number, it is NaN'],
    [{ backoffRate: 0.5 }, 'backoffRate must be at least 1, it is 0.5'],
  ])('refuses %j', (change, message) => {
    expect(() => throttleMaxAttempts({ ...twoHours, ...change })).toThrow(message);
  });
});

function drawnTotal(backoff: ThrottleBackoff, attempts: number, random: () => number): number {
  let total = 0;
  for (let n = 0; n < attempts; n++) {
    total += random() * Math.min(backoff.maxDelaySeconds, backoff.intervalSeconds * backoff.backoffRate ** n);
  }
  return total;
}

/** A small seeded source of numbers in [0, 1): https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
function lehmer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
