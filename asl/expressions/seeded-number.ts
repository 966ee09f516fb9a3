/** The first number in [0, 1) that a seed gives: always the same one (mulberry32 over a hash of the seed). */
export function seededNumber(seed: number): number {
  let state = 0x9e3779b9;
  for (const character of String(seed)) state = Math.imul(state ^ character.charCodeAt(0), 0x85ebca6b) >>> 0;
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}
