/** A share with what it may be in truth. */
export interface Share {
  readonly count: number;
  readonly of: number;
  /** Undefined if the total is 0, as are the bounds. */
  readonly share?: number;
  readonly low?: number;
  readonly high?: number;
}

/** The normal distribution holds 95 % within so many deviations. */
const z = 1.959964;

/** A share with its Wilson 95 % interval: 0 of 44 may be 8 %, 0 of 300 may be 1.3 %. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of };
  const share = count / of;
  const centre = share + z ** 2 / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  const [low, high] = [(centre - spread) / scale, (centre + spread) / scale];
  return { count, of, share, low: count === 0 ? 0 : low, high: count === of ? 1 : high };
}
