import { type LexedToken, lexedTokens, maskPlaceholders } from '../load';
import { jsonataTokens } from './jsonata-tokens';
import type { Token, TokenClass } from './token';

/**
 * Returns the tokens of a definition's text, YAML or JSON, with the JSONata inside of `{% %}`; together they are the text. A text that
 * does not parse has tokens too.
 */
export function definitionTokens(text: string): Token[] {
  // A placeholder in braces is not a map.
  const lexed = [...lexedTokens(maskPlaceholders(text))];
  return lexed.flatMap((token, index) => {
    const source = text.slice(token.offset, token.offset + token.source.length);
    const isText = token.isScalar || /^["']/.test(source);
    if (!isText) return [tokenOf(source)];
    return isKey(lexed, index) ? [{ class: 'key' as const, text: source }] : scalarTokens(source, token.isScalar);
  });
}

function tokenOf(source: string): Token {
  const kind = classOf(source);
  return kind === undefined ? { text: source } : { class: kind, text: source };
}

function classOf(source: string): TokenClass | undefined {
  if (source.trim() === '') return undefined;
  if (source.startsWith('#')) return 'comment';
  return /^[&*!%]\S/.test(source) ? 'anchor' : 'mark';
}

function isKey(lexed: readonly LexedToken[], index: number): boolean {
  const next = lexed.slice(index + 1, index + 3).find(({ source }) => source.trim() !== '' || source.includes('\n'));
  return next?.source === ':';
}

/** A string may have expressions and placeholders. */
function scalarTokens(source: string, isPlain: boolean): Token[] {
  const plain = isPlain ? plainClass(source.trim()) : 'string';
  const tokens: Token[] = [];
  let last = 0;
  const add = (text: string): void => {
    if (text !== '') tokens.push({ class: plain, text });
  };
  for (const match of source.matchAll(/(\{%)(.*?)(%\}|$)|\$\{[^}\s]*\}/gs)) {
    const [whole, open, expression = '', close = ''] = match;
    add(source.slice(last, match.index));
    last = match.index + whole.length;
    if (open === undefined) tokens.push({ class: 'placeholder', text: whole });
    else tokens.push({ class: 'query', text: open }, ...jsonataTokens(expression));
    if (open !== undefined && close !== '') tokens.push({ class: 'query', text: close });
  }
  add(source.slice(last));
  return tokens;
}

function plainClass(text: string): TokenClass {
  if (/^(?:true|false|null|~)$/.test(text)) return 'word';
  return /^[-+]?(?:\d[\d_]*)?\.?\d+(?:[eE][-+]?\d+)?$/.test(text) ? 'number' : 'string';
}
