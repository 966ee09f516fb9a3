/** A line of two lists laid side by side: in both, only expected, or only there. */
export interface ListLine {
  readonly kind: 'both' | 'expected' | 'actual';
  readonly text: string;
  /** Its place among the expected ones; for `actual` the place before which it came. */
  readonly index: number;
}

/** Two lists of names laid side by side by their longest common part. */
export function listDifference(expected: readonly string[], actual: readonly string[]): ListLine[] {
  const common = commonLengths(expected, actual);
  const lines: ListLine[] = [];
  let i = 0;
  let j = 0;
  while (i < expected.length || j < actual.length) {
    const text = expected[i];
    if (text !== undefined && text === actual[j]) {
      lines.push({ kind: 'both', text, index: i++ });
      j++;
    } else if (text !== undefined && (j >= actual.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      lines.push({ kind: 'expected', text, index: i++ });
    } else {
      lines.push({ kind: 'actual', text: actual[j++]!, index: i });
    }
  }
  return lines;
}

/** For each pair of places: the length of the longest common part of what follows. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}
