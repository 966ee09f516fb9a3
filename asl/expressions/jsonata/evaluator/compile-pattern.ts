import { searchBounded } from '../../bounded-pattern';
import type { Code } from './compile-node';
import { JsonataError } from './jsonata-error';
import type { SyntaxNode } from './syntax';

/** What a matcher function answers: the match and where the next one is. */
export interface Match {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  next(): Match | undefined;
}

/** Compiles `/pattern/`: a function from a text to its first match. The search is bounded in time. */
export function compilePattern(node: SyntaxNode): Code {
  const { source, flags } = node.value as RegExp;
  const pattern = new RegExp(source, flags);
  const find = (text: string, from = 0): Match | undefined => {
    pattern.lastIndex = from;
    const found = searchBounded(pattern, text);
    if (found === null) return undefined;
    const end = pattern.lastIndex;
    return {
      match: found[0],
      start: found.index,
      end: found.index + found[0].length,
      groups: found.slice(1),
      next: () => (end >= text.length ? undefined : advancing(find(text, end), source)),
    };
  };
  return () => (text: string) => find(text);
}

/** A match of no characters would be found for ever. */
function advancing(match: Match | undefined, source: string): Match | undefined {
  if (match?.match === '') throw new JsonataError('D1004', { value: source });
  return match;
}
