import type { DocumentCell } from '../document-cells';
import type { Property } from '../schema';
import { type Token, tokenise } from '../words/canonical-words';
import { otherLabels } from '../words/synonyms';

/** A label that a cell begins with, and what of the cell is left for a value. */
export interface LabelMatch {
  /** The properties that it labels; empty for a label that is not in the schema. */
  readonly owners: readonly { readonly property: Property; readonly strength: number }[];
  /** Canonical words of the label. */
  readonly words: readonly string[];
  /** What follows the label in its cell, as written. */
  readonly rest: string;
  /** Only parts of a label follow: a currency, a rate, a bracket. */
  readonly isPure: boolean;
}

interface Phrase {
  readonly words: readonly string[];
  readonly owner?: { readonly property: Property; readonly strength: number };
}

/** The labels of a document, by cell index. */
export type Labels = ReadonlyMap<number, LabelMatch>;

/** Cells that hold two labelled values side by side are parted before each further label. */
export function partAtLabels(cells: readonly DocumentCell[], properties: readonly Property[]): DocumentCell[] {
  const phrases = phrasesOf(properties);
  return cells.flatMap((cell) => {
    const tokens = tokenise(cell.text);
    const cuts = tokens.flatMap(({ start }, at) => {
      const before = cell.text.slice(0, start);
      if (at === 0 || !/[\d:]/u.test(before)) return [];
      const label = longestAt(phrases, tokens, at);
      return label !== undefined && /^\s?:/u.test(cell.text.slice(label.end)) ? [start] : [];
    });
    return [0, ...cuts]
      .map((start, index) => ({ ...cell, text: cell.text.slice(start, cuts[index]).trim() }))
      .filter((piece) => piece.text !== '');
  });
}

/** Finds the cells that begin with a label of a property, or with another label that business documents have. The longest label counts. */
export function findLabels(cells: readonly DocumentCell[], properties: readonly Property[]): Labels {
  const phrases = phrasesOf(properties);
  const labels = new Map<number, LabelMatch>();
  for (const [index, cell] of cells.entries()) {
    const label = labelOf(cell.text, phrases);
    if (label !== undefined) labels.set(index, label);
  }
  return labels;
}

function phrasesOf(properties: readonly Property[]): Phrase[] {
  const asked = properties.flatMap((property) =>
    property.phrases.map((words, rank) => ({ words, owner: { property, strength: strengthOf(words, rank) } })),
  );
  return [...asked, ...otherLabels.map((words) => ({ words }))];
}

/** A property's own name is the surest label; a single word that may mean many things the least sure. */
function strengthOf(words: readonly string[], rank: number): number {
  if (rank === 0) return 1;
  return isOneOf(vagueWords, words) ? 0.75 : 0.95;
}

function isOneOf(known: ReadonlySet<string>, words: readonly string[]): boolean {
  return words.length === 1 && words.every((word) => known.has(word));
}

const vagueWords = new Set('invoice receipt date due from net issued gross reference name'.split(' '));
/** Words that may come before a label without being part of it. */
const leadIn = new Set(
  'your our the this please estimated current zzgl plus add less inkl zuzuglich dont de'.split(' '),
);
/** Words that label a value only if a colon or the end of the line follows them. */
const needsColon = new Set('from to name attention attn service services customer'.split(' '));
const qualifiers =
  /^(?:\s|[:;.#*=|–-]|\([^)]*\)|\d+(?:[.,]\d+)?\s?%|@|\b(?:EUR|USD|GBP|CHF|CAD|AUD|NZD|SGD|HKD|SEK|NOK|DKK|JPY|in|amount|payable|due|excl(?:uding|\.)?|incl(?:uding|\.)?|VAT|tax|MwSt|USt|TVA|IVA|BTW)\b|[€£$¥])*$/iu;

/** Whether words between a label and its value leave it one: brackets, rates and currencies do, `of pages 3` does not. */
export function isQualifier(text: string): boolean {
  return (
    qualifiers.test(text) || /^\W*(?:\d+(?:[.,]\d+)?\s?%\s*)?(?:on|at|for|auf|sur|sobre|su|op)[ \p{L}]*$/iu.test(text)
  );
}

function labelOf(text: string, phrases: readonly Phrase[]): LabelMatch | undefined {
  if (text.length > 160) return undefined;
  const tokens = tokenise(text);
  const start = tokens.findIndex(
    (token, at) => !leadIn.has(token.word) && !isNumbering(text, token, at === 0 && tokens.length > 2),
  );
  if (start === -1 || start > 3) return undefined;
  const best = longestAt(phrases, tokens, start);
  if (best === undefined) return undefined;
  const rest = text.slice(best.end);
  // `INV-20417` is a number, and `Net_30` no net: a label ends where a word ends.
  if (/^[-/_]?[\p{L}\d]/u.test(rest)) return undefined;
  const owners = phrases
    .filter((phrase) => phrase.words.length === best.words.length && endOf(phrase, tokens, start) !== undefined)
    .flatMap(({ owner }) => (owner === undefined ? [] : [owner]))
    .filter((owner, at, all) => all.findIndex((other) => other.property === owner.property) === at);
  const isPure = qualifiers.test(rest);
  if (isOneOf(needsColon, best.words) && !isPure && !/^\s?:/u.test(rest)) return undefined;
  return {
    owners,
    words: best.words,
    rest: rest.replace(/^[\s:;.#=|–-]+/u, (lead) =>
      lead.includes('-') && /^\d/u.test(rest.slice(lead.length)) ? lead.trimStart() : '',
    ),
    isPure,
  };
}

/** A line's number on a form, or a rate before its tax: `3 Social security wages`, `zzgl. 19% MwSt`. */
function isNumbering(text: string, { word, end }: Token, isFirstOfMany: boolean): boolean {
  if (/^\d+(?:[.,]\d+)?$/u.test(word) && /^\s?%/u.test(text.slice(end))) return true;
  return isFirstOfMany && /^\d{1,2}[a-z]?\.?$/u.test(word);
}

/** The longest phrase whose words stand from a token on, and where they end in the text. */
function longestAt(phrases: readonly Phrase[], tokens: readonly Token[], at: number): FoundPhrase | undefined {
  let best: FoundPhrase | undefined;
  for (const phrase of phrases) {
    if (phrase.words.length <= (best?.words.length ?? 0)) continue;
    const end = endOf(phrase, tokens, at);
    if (end !== undefined) best = { words: phrase.words, end };
  }
  return best;
}

interface FoundPhrase {
  readonly words: readonly string[];
  readonly end: number;
}

/** Where the phrase ends if its words stand from this token on. */
function endOf({ words }: Phrase, tokens: readonly Token[], at: number): number | undefined {
  let end: number | undefined;
  for (const [offset, word] of words.entries()) {
    const token = tokens[at + offset];
    if (token?.word !== word) return undefined;
    end = token.end;
  }
  return end;
}
