import type { Cell } from './document-cells';
import { wordsOfName } from './words/canonical-words';
import { type DocumentKind, documentKinds } from './words/document-lexicon';

/** Which of an enumeration's values a document is. */
export interface Classification {
  readonly value: string;
  /** From 0 to 1: how strong the evidence is, and how far it leads the next best. */
  readonly sureness: number;
  /** What is known of that kind of document, where it is in the vocabulary. */
  readonly kind: DocumentKind | undefined;
}

const leastEvidence = 3.5;
const strongEvidence = 9;
const topCells = 12;

/** Chooses the value for which the text's vocabulary gives the most evidence; `other` (unknown, none …) where there is too little. */
export function classify(values: readonly string[], cells: readonly Cell[]): Classification {
  const text = cells.map((cell) => cell.text).join('\n');
  const judged = values
    .map((value) => ({ value, kind: kindCalled(value) }))
    .filter(({ value }) => !isRemainder(value))
    .map(({ value, kind }) => ({ value, kind, score: evidenceFor(value, kind, cells, text) }))
    .sort((a, b) => b.score - a.score);
  const [best, next] = judged;
  const remainder = values.find(isRemainder);
  if (best === undefined || (best.score < leastEvidence && remainder !== undefined)) {
    return { value: remainder ?? values[0] ?? '', sureness: 0.3, kind: undefined };
  }
  const lead = best.score === 0 ? 0 : (best.score - (next?.score ?? 0)) / best.score;
  const strength = Math.min(1, best.score / strongEvidence);
  return { value: best.value, sureness: strength * (0.55 + 0.45 * Math.min(1, lead * 2)), kind: best.kind };
}

function isRemainder(value: string): boolean {
  return /^(?:other|unknown|none|misc(?:ellaneous)?|n\/a|unclear)$/iu.test(value);
}

function kindCalled(value: string): DocumentKind | undefined {
  const words = wordsOfName(value.replace(/-/gu, ' ')).join(' ');
  return (
    documentKinds.find(({ called }) => called.includes(words)) ??
    documentKinds.find(({ called }) => called.some((name) => words.split(' ').includes(name)))
  );
}

function evidenceFor(value: string, kind: DocumentKind | undefined, cells: readonly Cell[], text: string): number {
  const first =
    kind?.heading ??
    new RegExp(`^(?:\\S+ ){0,3}${wordsOfName(value.replace(/-/gu, ' ')).join('[ -]')}\\b.{0,20}$`, 'iu');
  const at = cells.slice(0, topCells).findIndex((cell) => cell.text.length < 90 && first.test(cell.text.trim()));
  const heading = at === -1 ? 0 : at < 6 ? 6 : 4;
  const patterns = kind?.evidence ?? [
    { pattern: new RegExp(`\\b${wordsOfName(value.replace(/-/gu, ' ')).join('[ -]')}\\b`, 'giu'), weight: 1, most: 3 },
  ];
  return patterns.reduce(
    (sum, { pattern, weight, most = 1 }) => sum + weight * Math.min(most, (text.match(pattern) ?? []).length),
    heading,
  );
}
