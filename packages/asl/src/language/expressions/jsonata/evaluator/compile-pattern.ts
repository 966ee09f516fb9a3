import { boundedSearch } from '../../bounded-search';
import type { Code } from './compile-node';
import { JsonataError } from './jsonata-error';
import type { SyntaxNode } from './syntax';

/** What a matcher function returns: the match, and where the next one is. */
export interface PatternMatch {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  next(): PatternMatch | undefined;
}

/** Steps of the evaluation that a millisecond of searching counts for. */
const stepsPerMillisecond = 2_000;

/** Compiles `/pattern/`: a function that returns the first match in a string. The search is bounded in time. */
export function compilePattern(node: SyntaxNode): Code {
  const { source, flags } = node.value as RegExp;
  const pattern = new RegExp(source, flags);
  const search = boundedSearch(pattern);
  return (_input, { evaluation }) => {
    const charge = (milliseconds: number) => evaluation.spend(Math.ceil(milliseconds * stepsPerMillisecond));
    const find = (text: string, from = 0): PatternMatch | undefined => {
      const found = search(text, from, charge);
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
    return (text: string) => find(text);
  };
}

/** A match of no characters would be found for ever. */
function advancing(match: PatternMatch | undefined, source: string): PatternMatch | undefined {
  if (match?.match === '') throw new JsonataError('D1004', { value: source });
  return match;
}
