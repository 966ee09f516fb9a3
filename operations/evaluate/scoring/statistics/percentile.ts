/** The value that a part of all values does not exceed (nearest rank); undefined of no values. `part` is from 0 to 1. */
export function percentile(values: readonly number[], part: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
}
