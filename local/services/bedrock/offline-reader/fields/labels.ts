import type { Cell } from '../document-cells';
import type { Property } from '../schema';
import { type Token, tokenise, wordsOf } from '../words/canonical-words';
import { otherLabels } from '../words/synonyms';

/** A label that a cell begins with, and what of the cell is left for a value. */
export interface LabelMatch {
  /** The properties it labels; none where it is a label that nobody asks for. */
  readonly owners: readonly { readonly property: Property; readonly strength: number }[];
  /** Canonical words of the label. */
  readonly words: readonly string[];
  /** What follows the label in its cell, as written. */
  readonly rest: string;
  /** Nothing follows but what belongs to a label: a currency, a rate, a bracket. */
  readonly isPure: boolean;
}

interface Phrase {
  readonly words: readonly string[];
  readonly owner?: { readonly property: Property; readonly strength: number };
}

/** The labels of a document, by cell index. */
export type Labels = ReadonlyMap<number, LabelMatch>;

/** Cells that hold two labelled values side by side are parted before each further label. */
export function partAtLabels(cells: readonly Cell[], properties: readonly Property[]): Cell[] {
  const phrases = phrasesOf(properties);
  return cells.flatMap((cell) => {
    const tokens = tokenise(cell.text);
    const cuts = tokens
      .map((_, at) => ({ at, length: longestAt(phrases, tokens, at)?.words.length ?? 0 }))
      .filter(({ at, length }) => at > 0 && length > 0 && /^\s?:/u.test(cell.text.slice(tokens[at + length - 1]!.end)))
      .filter(
        ({ at }) =>
          /\d/u.test(cell.text.slice(0, tokens[at]!.start)) || cell.text.slice(0, tokens[at]!.start).includes(':'),
      )
      .map(({ at }) => tokens[at]!.start);
    const edges = [0, ...cuts, cell.text.length];
    return edges
      .slice(1)
      .map((end, index) => ({ ...cell, text: cell.text.slice(edges[index]!, end).trim() }))
      .filter((piece) => piece.text !== '');
  });
}

/** Finds the cells that begin with a label of a property, or with another label that business documents have. The longest label counts. */
export function findLabels(cells: readonly Cell[], properties: readonly Property[]): Labels {
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
  return [...asked, ...otherLabels.map((label) => ({ words: wordsOf(label) }))];
}

/** A property's own name is the surest label; a single word that may mean many things the least sure. */
function strengthOf(words: readonly string[], rank: number): number {
  const byRank = rank === 0 ? 1 : Math.max(0.85, 0.97 - rank * 0.01);
  return words.length === 1 &&
    ['invoice', 'receipt', 'date', 'due', 'from', 'net', 'issued', 'gross', 'reference', 'name'].includes(words[0]!) &&
    rank > 0
    ? 0.75
    : byRank;
}

/** Words that may stand before a label without being part of it. */
const leadIn = new Set([
  'your',
  'our',
  'the',
  'this',
  'please',
  'estimated',
  'current',
  'zzgl',
  'plus',
  'add',
  'less',
  'inkl',
  'zuzüglich',
]);
/** Words that label a value only where a colon or the end of the line follows them. */
const needsColon = new Set(['from', 'to', 'name', 'attention', 'attn', 'service', 'services', 'customer']);
const qualifiers =
  /^(?:\s|[:;.#*=|–-]|\([^)]*\)|\d+(?:[.,]\d+)?\s?%|@|\b(?:EUR|USD|GBP|CHF|CAD|AUD|SEK|NOK|DKK|JPY|in|amount|excl(?:uding|\.)?|incl(?:uding|\.)?|VAT|tax)\b|[€£$¥])*$/iu;

function labelOf(text: string, phrases: readonly Phrase[]): LabelMatch | undefined {
  if (text.length > 160) return undefined;
  const tokens = tokenise(text);
  const start = tokens.findIndex((token, at) => !leadIn.has(token.word) && !isNumbering(text, tokens, at));
  if (start === -1 || start > 3) return undefined;
  const best = longestAt(phrases, tokens, start);
  if (best === undefined) return undefined;
  const rest = text.slice(tokens[start + best.words.length - 1]!.end);
  const owners = phrases
    .filter(
      (phrase) =>
        phrase.owner !== undefined && phrase.words.length === best.words.length && startsAt(phrase, tokens, start),
    )
    .map((phrase) => phrase.owner!)
    .filter((owner, at, all) => all.findIndex((other) => other.property === owner.property) === at);
  const isPure = qualifiers.test(rest);
  if (best.words.length === 1 && needsColon.has(best.words[0]!) && !isPure && !/^\s?:/u.test(rest)) return undefined;
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
function isNumbering(text: string, tokens: readonly Token[], at: number): boolean {
  const { word, end } = tokens[at]!;
  if (/^\d+(?:[.,]\d+)?$/u.test(word) && /^\s?%/u.test(text.slice(end))) return true;
  return at === 0 && /^\d{1,2}[a-z]?\.?$/u.test(word) && tokens.length > 2;
}

function longestAt(phrases: readonly Phrase[], tokens: readonly Token[], at: number): Phrase | undefined {
  let best: Phrase | undefined;
  for (const phrase of phrases) {
    if (phrase.words.length > (best?.words.length ?? 0) && startsAt(phrase, tokens, at)) best = phrase;
  }
  return best;
}

function startsAt(phrase: Phrase, tokens: readonly Token[], at: number): boolean {
  return phrase.words.every((word, offset) => tokens[at + offset]?.word === word);
}

/** Whether the words between a label and its value leave it a label: `Total amount of pages 3` is none of the total. */
export function directness(rest: string, value: string): number {
  const at = rest.indexOf(value);
  const between = at <= 0 ? '' : rest.slice(0, at);
  if (between.includes(':')) return 1;
  const words = between.replace(/\([^)]*\)|\d+(?:[.,]\d+)?\s?%/gu, '').match(/\p{L}{2,}/gu) ?? [];
  const meaningful = words.filter(
    (word) =>
      !/^(?:on|at|of|for|in|is|the|and|amount|EUR|USD|GBP|CHF|incl|excl|vat|tax|payable|due|this|number|no)$/iu.test(
        word,
      ),
  );
  return 0.72 ** meaningful.length;
}
