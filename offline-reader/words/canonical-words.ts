import { translations } from './translations';

/** A word of a text in its canonical form, with its place in the text. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const wordPattern = /a\/c|[bc]\/f|n\.?[º°]|[#№]|\p{L}[\p{L}\p{M}'’]*|\d[\d.,/:-]*\d|\d/giu;

/** The English words behind each translated one, by its first word; the longest first. */
const byFirstWord = new Map<string, { readonly words: readonly string[]; readonly english: readonly string[] }[]>();
for (const language of Object.values(translations)) {
  for (const [english, phrases] of Object.entries(language)) {
    for (const phrase of phrases.split('|')) {
      const words = rawTokens(phrase).map(({ word }) => word);
      const known = byFirstWord.get(words[0] ?? '') ?? [];
      known.push({ words, english: english.split(' ') });
      byFirstWord.set(words[0] ?? '', known);
    }
  }
}
for (const known of byFirstWord.values()) known.sort((a, b) => b.words.length - a.words.length);

/** Returns the words of a text in canonical form, plain English; punctuation is left out. */
export function tokenise(text: string): Token[] {
  const raw = rawTokens(text);
  const tokens: Token[] = [];
  let next = 0;
  for (const [at, { word: first, start }] of raw.entries()) {
    if (at < next) continue;
    const found = byFirstWord
      .get(first)
      ?.find(({ words }) => words.every((word, offset) => raw[at + offset]?.word === word));
    next = at + (found?.words.length ?? 1);
    const { end } = raw[next - 1]!;
    for (const word of found?.english ?? [first]) tokens.push({ word, start, end });
  }
  return tokens;
}

/** Words only, e.g. of a phrase that labels are compared with. */
export function wordsOf(text: string): string[] {
  return tokenise(text).map((token) => token.word);
}

/** The words of a property's name: `unitPrice` and `unit_price` are `unit price`. */
export function wordsOfName(name: string): string[] {
  return wordsOf(name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/[_.-]/gu, ' '));
}

/** Small letters without accents, apostrophes and a genitive's end. */
function rawTokens(text: string): Token[] {
  return [...text.matchAll(wordPattern)].map((match) => ({
    word: match[0]
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{M}|['’]s$|['’]/gu, '')
      .replace(/^n\.?[º°]$/u, 'no'),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
