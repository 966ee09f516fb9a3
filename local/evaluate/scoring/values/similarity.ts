import { foldedText } from './canonical';

/** Longer values are compared by their beginning. */
const longest = 400;

/** How alike two values are, from 0 to 1: 1 - edits ÷ length. It is shown beside a wrong value and counts for nothing. */
export function similarityOf(expected: string, read: string): number {
  const [a, b] = [foldedText(expected).slice(0, longest), foldedText(read).slice(0, longest)];
  const length = Math.max(a.length, b.length);
  return length === 0 ? 1 : 1 - editDistance(a, b) / length;
}

/** Characters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, character] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = row[j - 1]! + (character === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
