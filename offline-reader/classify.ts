import type { DocumentCell } from './document-cells';
import { wordsOf, wordsOfName } from './words/canonical-words';
import { type DocumentKind, documentKinds } from './words/document-lexicon';

/** Which of an enumeration's values a document is. */
export interface Classification {
  readonly value: string;
  /** From 0 to 1: how strong the evidence is, and how far it leads the next best. */
  readonly sureness: number;
  /** The entry of that type in the vocabulary, if it has one. */
  readonly kind: DocumentKind | undefined;
}

const leastEvidence = 4;
const strongEvidence = 9;
const topCells = 12;

/**
 * Returns the value for which the text's vocabulary has the most evidence; `other` (or `unknown` and the like) if the evidence is too
 * weak, stronger for a type that is not among the values, or if that type's heading comes first. So a payslip does not become the most
 * similar type, nor a reminder the invoice that it quotes.
 */
export function classify(values: readonly string[], cells: readonly DocumentCell[]): Classification {
  const lines = cells.map(lineOf);
  const remainder = values.find(isRemainder);
  const asked = values.filter((value) => !isRemainder(value)).map((value) => ({ value, kind: findKind(value) }));
  const others = documentKinds.filter((kind) => !asked.some((one) => one.kind === kind));
  const judged = [...asked, ...others.map((kind) => ({ value: undefined, kind }))]
    .map(({ value, kind }) => ({ value, kind, score: evidenceFor(kind ?? ownWords(value ?? ''), lines) }))
    .sort((a, b) => b.score - a.score);
  const best = remainder === undefined ? judged.find(({ value }) => value !== undefined) : judged[0];
  if (best?.value === undefined || (best.score < leastEvidence && remainder !== undefined))
    return { value: remainder ?? values[0] ?? '', sureness: 0.3, kind: undefined };
  if (remainder !== undefined && headingAt(others, cells) < headingAt([best.kind], cells, true))
    return { value: remainder, sureness: 0.3, kind: undefined };
  const next = judged.find((one) => one !== best)?.score ?? 0;
  const lead = best.score === 0 ? 0 : Math.max(0, best.score - next) / best.score;
  const strength = Math.min(1, best.score / strongEvidence);
  return { value: best.value, sureness: strength * (0.55 + 0.45 * Math.min(1, lead * 2)), kind: best.kind };
}

/** Returns where one of these types is named in the top lines. A label (`Delivery note: 55`) is not a heading of another type. */
function headingAt(
  kinds: readonly (DocumentKind | undefined)[],
  cells: readonly DocumentCell[],
  withLabels = false,
): number {
  const at = cells.slice(0, topCells).findIndex((cell) => {
    if (!withLabels && cell.text.includes(':')) return false;
    const line = lineOf(cell);
    return kinds.some((kind) => kind?.heading.test(line) ?? false);
  });
  return at === -1 ? topCells : at;
}

function lineOf({ text }: DocumentCell): string {
  return wordsOf(text).join(' ');
}

function isRemainder(value: string): boolean {
  return /^(?:other|unknown|none|misc(?:ellaneous)?|n\/a|unclear)$/iu.test(value);
}

function findKind(value: string): DocumentKind | undefined {
  const words = wordsOfName(value).join(' ');
  return (
    documentKinds.find(({ called }) => called.includes(words)) ??
    documentKinds.find(({ called }) => called.some((name) => words.split(' ').includes(name)))
  );
}

/** Returns the entry of a type of which only the name is known. */
function ownWords(value: string): Pick<DocumentKind, 'heading' | 'marks' | 'words'> {
  const words = wordsOfName(value).join(' ');
  return { heading: new RegExp(`^(?:\\S+ ){0,3}${words}(?: .{0,20})?$`, 'u'), marks: [` ${words} `], words: [] };
}

/** A heading counts 5, a mark 3, a word 1; of either at most some, so that a long text has no advantage. */
function evidenceFor(
  { heading, marks, words }: Pick<DocumentKind, 'heading' | 'marks' | 'words'>,
  lines: readonly string[],
): number {
  const text = lines.map((line) => `\n${line} `).join('');
  const count = (phrases: readonly string[]) =>
    phrases.filter((phrase) => text.includes(phrase) || text.includes(phrase.replace(/^ /u, '\n'))).length;
  const named = lines.slice(0, topCells).some((line) => heading.test(line)) ? 5 : 0;
  return named + 3 * Math.min(3, count(marks)) + Math.min(6, count(words));
}
