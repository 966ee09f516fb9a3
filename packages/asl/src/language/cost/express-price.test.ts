import { billedTransitions, expressPrice } from '.';

describe('expressPrice', () => {
  it('adds requests and GB-seconds, the duration rounded up to 100 ms and the memory to 64 MB', () => {
    const use = { executions: 1_000_000, durationMilliseconds: 120, memoryMegabytes: 50 };
    expect(expressPrice(use)).toBeCloseTo(1 + 1_000_000 * 0.2 * (64 / 1024) * 0.00001667, 8);
  });
});

describe('billedTransitions', () => {
  it('bills the start of an execution and every retry', () => {
    expect(billedTransitions({ statesEntered: 12 })).toBe(13);
    expect(billedTransitions({ statesEntered: 12_000, retries: 500, executions: 1_000 })).toBe(13_500);
  });
});
