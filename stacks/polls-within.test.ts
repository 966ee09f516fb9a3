import { pollsWithin } from './polls-within';

describe('pollsWithin', () => {
  it.each([
    // 1 + 2 + 4 + 4 + 4
    [15, { firstSeconds: 1, maxSeconds: 4 }, 5],
    [16, { firstSeconds: 1, maxSeconds: 4 }, 6],
    [1, { firstSeconds: 60, maxSeconds: 60 }, 1],
    // A first pause longer than the longest is the longest.
    [10, { firstSeconds: 60, maxSeconds: 5 }, 2],
    // 72 hours: 60, 120, 240, 480 s, then 287 times 900 s.
    [259_200, { firstSeconds: 60, maxSeconds: 900 }, 291],
  ])('outwaits %i s with %j in %i looks', (bound, pauses, looks) => {
    expect(pollsWithin(bound, pauses)).toBe(looks);
  });
});
