import type { Focus } from '../evaluator/compile-calls';
import type { PatternMatch } from '../evaluator/compile-pattern';
import { JsonataError } from '../evaluator/jsonata-error';
import { jsonataString } from '../evaluator/jsonata-string';
import { asSequence, type Callable, checkCharacters, checkMemory, isFunction } from '../evaluator/values';
import type { Definition } from './package-functions';

/**
 * The functions that accept patterns, and those whose results need a bound: http://docs.jsonata.org/string-functions .
 */
export const textFunctions: Readonly<Record<string, Definition>> = {
  string: ['<x-b?:s>', string as Definition[1]],
  contains: ['<s-(sf):b>', contains as Definition[1]],
  match: ['<s-f<s:o>n?:a<o>>', match as Definition[1]],
  replace: ['<s-(sf)(sf)n?:s>', replace as Definition[1]],
  split: ['<s-(sf)n?:a<s>>', split as Definition[1]],
  pad: ['<s-ns?:s>', pad as Definition[1]],
  join: ['<a<s>s?:s>', join as Definition[1]],
};

type Pattern = Callable;

function string(this: Focus, value: unknown, isPretty = false): string | undefined {
  return value === undefined ? undefined : jsonataString(value, this.scope.evaluation, isPretty ? 2 : 0);
}

function contains(this: Focus, text: string | undefined, wanted: string | Pattern): boolean | undefined {
  if (text === undefined || wanted === undefined) return undefined;
  return typeof wanted === 'string' ? text.includes(wanted) : matchesOf(wanted, text, 1, this).length > 0;
}

function match(this: Focus, text: string | undefined, pattern: Pattern, limit?: number): unknown {
  if (text === undefined) return undefined;
  checkLimit(limit, 'D3040', 3);
  return asSequence(
    matchesOf(pattern, text, limit, this).map((found) => ({
      match: found.match,
      index: found.start,
      groups: [...found.groups],
    })),
  );
}

function replace(
  this: Focus,
  text: string | undefined,
  pattern: string | Pattern,
  replacement: string | Callable,
  limit?: number,
): unknown {
  if (text === undefined) return undefined;
  if (pattern === '') throw new JsonataError('D3010', { value: pattern, index: 2 });
  checkLimit(limit, 'D3011', 4);
  if (typeof pattern === 'string') return replaceText(text, pattern, String(replacement), limit);
  let result = '';
  let at = 0;
  for (const found of matchesOf(pattern, text, limit, this)) {
    const substitute =
      typeof replacement === 'string' ? fillReplacement(replacement, found) : replacement(withoutNext(found));
    if (typeof substitute !== 'string') throw new JsonataError('D3012', { value: substitute });
    result = checkMemory(result + text.slice(at, found.start) + substitute);
    at = found.start + found.match.length;
  }
  return result + text.slice(at);
}

function replaceText(text: string, wanted: string, replacement: string, limit = Number.POSITIVE_INFINITY): string {
  const pieces = text.split(wanted);
  const count = Math.min(pieces.length - 1, Math.ceil(limit));
  checkCharacters(text.length + count * replacement.length);
  return (
    pieces.slice(0, count + 1).join(replacement) +
    pieces
      .slice(count + 1)
      .map((piece) => wanted + piece)
      .join('')
  );
}

/** A match as data: the argument of a replacing function. */
function withoutNext({ match: found, start, end, groups }: PatternMatch) {
  return { match: found, start, end, groups: [...groups] };
}

/** `$0` is the match, `$1` the first group, `$$` a dollar; as many digits are read as there can be groups. */
function fillReplacement(replacement: string, found: PatternMatch): string {
  const digits = found.groups.length === 0 ? 1 : Math.floor(Math.log10(found.groups.length)) + 1;
  return replacement.replace(new RegExp(`\\$(\\$|\\d{1,${digits}})`, 'g'), (_all, name: string) => {
    if (name === '$') return '$';
    if (name.startsWith('0')) return found.match + name.slice(1);
    const isOneTooMany = name.length > 1 && Number(name) > found.groups.length;
    const index = isOneTooMany ? name.slice(0, -1) : name;
    return (found.groups[Number(index) - 1] ?? '') + name.slice(index.length);
  });
}

function split(this: Focus, text: string | undefined, separator: string | Pattern, limit?: number): unknown {
  if (text === undefined) return undefined;
  checkLimit(limit, 'D3020', 3);
  if (typeof separator === 'string') {
    this.scope.evaluation.spend(separator === '' ? Math.min(text.length, limit ?? text.length) : 0);
    const parts = text.split(separator, limit);
    this.scope.evaluation.spend(parts.length);
    return parts;
  }
  const pieces: string[] = [];
  let at = 0;
  for (const found of matchesOf(separator, text, limit, this)) {
    pieces.push(text.slice(at, found.start));
    at = found.end;
  }
  return limit !== undefined && pieces.length >= limit ? pieces : [...pieces, text.slice(at)];
}

function checkLimit(limit: number | undefined, code: string, index: number): void {
  if (limit !== undefined && limit < 0) throw new JsonataError(code, { value: limit, index });
}

/** Returns the matches in order. Any function that returns matches may be the pattern. */
function matchesOf(pattern: Pattern, text: string, limit: number | undefined, focus: Focus): PatternMatch[] {
  const found: PatternMatch[] = [];
  let next = limit === undefined || limit > 0 ? checkMatch(pattern(text)) : undefined;
  while (next !== undefined) {
    focus.scope.evaluation.spend(1);
    focus.scope.evaluation.handle();
    found.push(next);
    next = limit !== undefined && found.length >= limit ? undefined : checkMatch(next.next());
  }
  return found;
}

function checkMatch(answer: unknown): PatternMatch | undefined {
  if (answer === undefined) return undefined;
  const match = answer as Partial<PatternMatch> | null;
  if (
    typeof match !== 'object' ||
    typeof match?.start !== 'number' ||
    !Array.isArray(match.groups) ||
    !isFunction(match.next)
  )
    throw new JsonataError('T1010');
  return match as PatternMatch;
}

function pad(this: Focus, text: string | undefined, width: number, filler?: string): string | undefined {
  if (text === undefined) return undefined;
  const characters = [...text];
  const missing = Math.abs(width) - characters.length;
  if (missing <= 0) return text;
  checkCharacters(characters.length + missing);
  const unit = filler === undefined || filler.length === 0 ? [' '] : [...filler];
  const count = Math.floor(missing);
  const padding = unit.join('').repeat(Math.floor(count / unit.length)) + unit.slice(0, count % unit.length).join('');
  return width > 0 ? text + padding : padding + text;
}

function join(this: Focus, texts: readonly string[] | undefined, separator = ''): string | undefined {
  if (texts === undefined) return undefined;
  checkCharacters(texts.reduce((size, text) => size + text.length + separator.length, 0));
  return texts.join(separator);
}
