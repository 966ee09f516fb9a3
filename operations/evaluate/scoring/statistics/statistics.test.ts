import { calibrationOf } from './calibration';
import { percentile } from './percentile';
import { signTest } from './sign-test';
import { shareOf } from './wilson';

describe('the Wilson 95 % interval', () => {
  // z² = 3.8415; with a count of 0 its upper bound is z² ÷ (n + z²).
  test.each([
    [0, 44, 0, 0, 0.0803],
    [0, 300, 0, 0, 0.0126],
    [41, 43, 0.9535, 0.8454, 0.9872],
    [5, 10, 0.5, 0.2366, 0.7634],
    [10, 10, 1, 0.7225, 1],
  ])('of %d of %d', (count, of, share, low, high) => {
    const found = shareOf(count, of);

    expect(found.share).toBeCloseTo(share, 4);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('is unknown of nothing', () => {
    expect(shareOf(0, 0)).toEqual({ count: 0, of: 0 });
  });
});

describe('the sign test', () => {
  // 20 over 15 … 20, doubled: 2 × 21,700 ÷ 2^20; 2 × 60,460 ÷ 2^20
  test.each([
    [15, 5, 0.0414],
    [5, 15, 0.0414],
    [14, 6, 0.1153],
    [10, 10, 1],
    [1, 0, 1],
  ])('of %d losses and %d gains', (losses, gains, probability) => {
    expect(signTest(losses, gains)).toBeCloseTo(probability, 4);
  });

  it('is computed for thousands of changes', () => {
    expect(signTest(2_100, 1_900)).toBeCloseTo(0.00166, 4);
  });
});

describe('calibration', () => {
  it('has a Brier score, and the means of right and wrong', () => {
    const calibration = calibrationOf([
      { confidence: 0.9, isRight: true },
      { confidence: 0.8, isRight: false },
    ]);

    // (0.1² + 0.8²) ÷ 2
    expect(calibration.brier).toBeCloseTo(0.325, 10);
    expect(calibration).toMatchObject({ meanRight: 0.9, meanWrong: 0.8, isBlind: false });
    expect(calibration.ece).toBeUndefined();
  });

  it('notices that right and wrong have the same mean', () => {
    const judged = [true, false].map((isRight) => ({ confidence: 0.95, isRight }));

    expect(calibrationOf(judged).isBlind).toBe(true);
  });

  it('has five bins of equal counts, and an ECE from 100 values up', () => {
    const judged = Array.from({ length: 100 }, (_, index) => ({
      confidence: index < 50 ? 0.5 : 0.9,
      isRight: index % 2 === 0 || index >= 90,
    }));

    const { bins, ece } = calibrationOf(judged);

    expect(bins.map(({ count }) => count)).toEqual([20, 20, 20, 20, 20]);
    expect(bins.map(({ rightShare }) => rightShare)).toEqual([0.5, 0.5, 0.5, 0.5, 0.75]);
    // 0, 0, (0.5 × 0.5 + 0.5 × 0.9 = 0.7) - 0.5 = 0.2, 0.9 - 0.5 = 0.4, 0.9 - 0.75 = 0.15, each a fifth
    expect(ece).toBeCloseTo(0.15, 10);
  });

  it('of nothing is empty', () => {
    expect(calibrationOf([])).toEqual({ count: 0, bins: [], isBlind: false });
  });
});

test('a percentile is the value of the nearest rank', () => {
  const values = [5, 1, 4, 2, 3];

  expect([0.5, 0.95, 1].map((part) => percentile(values, part))).toEqual([3, 5, 5]);
  expect(percentile([], 0.5)).toBeUndefined();
});
