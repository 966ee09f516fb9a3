const mask = (1n << 48n) - 1n;
const multiplier = 0x5deece66dn;

/**
 * Returns the first number in [0, 1) for a seed: that of `new java.util.Random(seed).nextDouble()`, as measured on AWS
 * by others. A fraction of the seed is dropped.
 */
export function seededNumber(seed: number): number {
  const first = nextState((BigInt.asIntN(64, BigInt(Math.trunc(seed))) ^ multiplier) & mask);
  const second = nextState(first);
  const [high, low] = [first >> 22n, second >> 21n];
  return Number((high << 27n) + low) / 2 ** 53;
}

function nextState(state: bigint): bigint {
  return (state * multiplier + 0xbn) & mask;
}
