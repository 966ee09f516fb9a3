import { randomUUID } from 'node:crypto';
import type { RandomSource } from '../language/expressions';

/** Unpredictable randomness: for real executions, whose task tokens must not be guessed. */
export const systemRandom: RandomSource = { next: Math.random, uuid: randomUUID };

/** Randomness that repeats itself for the same seed (mulberry32): for simulated time and tests. */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, uuid: () => uuidFrom(next) };
}

function uuidFrom(next: () => number): string {
  const word = (): string =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const hex = word() + word() + word() + word();
  const variant = '89ab'[Math.floor(next() * 4)];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
