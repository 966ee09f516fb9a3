/** The known word nearest to what was written, if it is near enough to be a slip; case and blanks count little. */
export function nearestWord(written: string, known: Iterable<string>): string | undefined {
  const limit = Math.min(written.length - 1, Math.max(1, Math.floor(written.length / 3)));
  let nearest: { word: string; distance: number } | undefined;
  for (const word of known) {
    if (word === written || Math.abs(word.length - written.length) > limit) continue;
    const distance = plain(word) === plain(written) ? 0.5 : editDistance(written, word);
    if (distance <= limit && (nearest === undefined || distance < nearest.distance)) nearest = { word, distance };
  }
  return nearest?.word ?? [...known].find((word) => written.length > 3 && word !== written && word.startsWith(written));
}

/**
 * The known word that was surely meant: the only one that is one edit away, or differs in case and separators alone. Words that differ in
 * digits are different things, and short ones are too near to each other.
 */
export function sureWord(written: string, known: Iterable<string>): string | undefined {
  if (written.length < 3) return undefined;
  const near = [...known].filter((word) => plain(word) === plain(written) || editDistance(written, word) <= 1);
  const [only] = near;
  return near.length === 1 && only !== written && only?.replace(/\D/g, '') === written.replace(/\D/g, '')
    ? only
    : undefined;
}

/** Returns the help line for a misspelt word; undefined without a similar known word. */
export function didYouMean(written: string, known: Iterable<string>): string | undefined {
  const word = nearestWord(written, known);
  return word === undefined ? undefined : `did you mean \`${word}\`?`;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}

/** Edits between two words; two neighbours swapped count as one (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, (beforeLast[j - 2] as number) + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] as number;
}
