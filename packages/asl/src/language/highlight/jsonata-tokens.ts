import type { Token, TokenClass } from './token';

/** In the order in which they are tried. The last one takes any character, so that a text under edit has tokens too. */
const patterns: readonly (readonly [TokenClass | undefined, string])[] = [
  [undefined, String.raw`\s+`],
  ['comment', String.raw`/\*[^]*?(?:\*/|$)`],
  ['placeholder', String.raw`\$\{[^}\s]*\}`],
  ['string', String.raw`"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?`],
  ['field', '`[^`]*`?'],
  ['number', String.raw`\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`],
  ['function', String.raw`\$[\p{L}_]\w*(?=\s*\()`],
  ['variable', String.raw`\$\$|\$[\p{L}_]\w*|\$`],
  ['keyword', String.raw`(?:and|or|in|function|true|false|null)\b`],
  ['field', String.raw`[\p{L}_]\w*`],
  ['operator', String.raw`:=|\.\.|!=|<=|>=|~>|\*\*|\?\?|\?:|[^]`],
];

const scanner = new RegExp(patterns.map(([, pattern]) => `(${pattern})`).join('|'), 'gu');

/** Returns the tokens of a JSONata expression without its `{% %}`; together they are its text. Never throws. */
export function jsonataTokens(text: string): Token[] {
  return [...text.matchAll(scanner)].map((match) => {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    const [kind] = patterns[index] ?? [];
    return kind === undefined ? { text: match[0] } : { class: kind, text: match[0] };
  });
}
