import jsonata from 'jsonata';
import { placeholderPattern } from '../load';

/** A node of the syntax tree that the `jsonata` package makes; only what the rules look at. */
export interface JsonataNode {
  readonly type: string;
  readonly value?: unknown;
  readonly [part: string]: unknown;
}

/** The syntax tree of an expression, or where and why it has none. */
export type JsonataSyntax =
  | { readonly ok: true; readonly tree: JsonataNode }
  | { readonly ok: false; readonly message: string; readonly position?: number; readonly token?: string };

// What a placeholder may stand for in an expression; one of them usually parses.
const standIns = ['0', '""', '$a', ' '];

/** Parses what stands between `{%` and `%}`. Undefined: placeholders make it unknowable. */
export function parseJsonata(source: string): JsonataSyntax | undefined {
  const open = source.search(placeholderPattern) !== -1;
  if (!open) return parse(source);
  for (const standIn of standIns) {
    // Of the same length, so that positions stay true.
    const result = parse(source.replace(placeholderPattern, (whole) => standIn.padEnd(whole.length)));
    if (result.ok) return result;
  }
  return undefined;
}

function parse(source: string): JsonataSyntax {
  try {
    return { ok: true, tree: jsonata(source).ast() as unknown as JsonataNode };
  } catch (error) {
    const {
      message = 'not an expression',
      position,
      token,
    } = error as { message?: string; position?: number; token?: unknown };
    return { ok: false, message, position, token: token === undefined ? undefined : String(token) };
  }
}
