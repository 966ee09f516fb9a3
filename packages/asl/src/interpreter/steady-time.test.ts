import { millisecondsBetween, millisecondsUntil, steadyTime } from './steady-time';

describe('steadyTime', () => {
  const computer = { timeOfDay: 1_000_000, elapsed: 500 };
  const pass = (milliseconds: number): void => {
    computer.timeOfDay += milliseconds;
    computer.elapsed += milliseconds;
  };
  const now = steadyTime(
    () => computer.timeOfDay,
    () => computer.elapsed,
  );

  it('follows the time of day, goes on where that is set back, and follows it again when it is ahead', () => {
    pass(10.5);
    expect(now()).toBe(1_000_010);

    computer.timeOfDay -= 3_600_000;
    expect(now()).toBe(1_000_010);
    pass(250);
    expect(now()).toBe(1_000_260);

    computer.timeOfDay += 7_200_000;
    expect(now()).toBe(4_600_260);
  });
});

it.each([
  [1000, 3000, 2000],
  [3000, 1000, 0],
])('between %i and %i are %i ms', (start, end, expected) => {
  expect(millisecondsBetween(start, end)).toBe(expected);
});

it.each([
  ['ahead', 9000, 2000],
  ['past', 1, 0],
  ['further ahead than it was when it was written down', 99_999, 5000],
])('a moment that is %s', (_what, moment, expected) => {
  expect(millisecondsUntil(moment, 7000, 5000)).toBe(expected);
});
