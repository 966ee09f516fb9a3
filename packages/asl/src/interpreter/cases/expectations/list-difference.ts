/** A line of two lists laid side by side: in both, only expected, or only there. */
export interface ListLine {
  readonly kind: 'both' | 'expected' | 'actual';
  readonly text: string;
  /** Its index among the expected ones; for `actual` the index before which it came. */
  readonly index: number;
}

/** Two lists of names laid side by side by their longest common part. */
export function listDifference(expected: readonly string[], actual: readonly string[]): ListLine[] {
  const common = commonLengths(expected, actual);
  const lines: ListLine[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const wanted = expected[i];
    const found = actual[j];
    if (wanted !== undefined && wanted === found) {
      lines.push({ kind: 'both', text: wanted, index: i++ });
      j++;
    } else if (wanted !== undefined && (found === undefined || common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ kind: 'expected', text: wanted, index: i++ });
    } else if (found !== undefined) {
      lines.push({ kind: 'actual', text: found, index: i });
      j++;
    } else {
      return lines;
    }
  }
}

/** For a pair of places: the length of the longest common part of what follows. */
function commonLengths(a: readonly string[], b: readonly string[]): (i: number, j: number) => number {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number): number => lengths[i * width + j]!;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
  return lengthAt;
}
