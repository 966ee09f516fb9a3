import { foldedText } from './canonical';

/** Longer values are compared by their beginning. */
const longest = 400;

/** How alike two values are, from 0 to 1: 1 - edits ÷ length. It is shown next to a wrong value and does not change the score. */
export function similarityOf(expected: string, read: string): number {
  const [a, b] = [foldedText(expected).slice(0, longest), foldedText(read).slice(0, longest)];
  const length = Math.max(a.length, b.length);
  return length === 0 ? 1 : 1 - editDistance(a, b) / length;
}

/** Characters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  const characters = [...a];
  // For the beginning of `a` so far: the distance to each beginning of `b` but the empty one, from which it is as far as it is long.
  let distances = Array.from({ length: b.length }, (_, index) => index + 1);
  for (const [length, character] of characters.entries()) {
    let diagonal = length;
    let last = length + 1;
    distances = distances.map((above, index) => {
      last = Math.min(diagonal + (character === b[index] ? 0 : 1), above + 1, last + 1);
      diagonal = above;
      return last;
    });
  }
  return distances.at(-1) ?? characters.length;
}
