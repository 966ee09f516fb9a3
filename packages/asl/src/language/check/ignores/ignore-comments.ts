import type { SourceSpan } from '../../diagnostics';
import { commentsOf, type ParsedDefinition } from '../../load';

/** A comment `# asl-ignore rule-id, rule-id: reason`. */
export interface IgnoreComment {
  /** The line whose findings it ignores: its own, or the next one that is neither blank nor a comment. */
  readonly line: number;
  /** Of the whole comment. */
  readonly span: SourceSpan;
  readonly rules: readonly { readonly id: string; readonly span: SourceSpan }[];
  readonly reason: string | undefined;
}

const word = /^#\s*asl-ignore(?![\w-])/;

/**
 * Returns the comments of a definition that ignore findings. Text without the word `asl-ignore` is not parsed again.
 */
export function ignoreComments(parsed: ParsedDefinition): IgnoreComment[] {
  if (!parsed.text.includes('asl-ignore')) return [];
  const lines = parsed.text.split(/\r\n|\r|\n/);
  return commentsOf(parsed)
    .filter(({ text }) => word.test(text))
    .map(({ text, span, isAlone }) => ({
      line: isAlone ? nextLine(lines, span.start.line) : span.start.line,
      span,
      ...contentOf(text, span),
    }));
}

/** Lines count from 1. */
function nextLine(lines: readonly string[], from: number): number {
  const index = lines.findIndex((line, at) => at >= from && !/^\s*(?:#|$)/.test(line));
  return index === -1 ? from : index + 1;
}

/** Without a colon the words before the first blank that follows no comma are the ids. */
function contentOf(text: string, span: SourceSpan): Pick<IgnoreComment, 'rules' | 'reason'> {
  const start = (word.exec(text) as RegExpExecArray)[0].length;
  const rest = text.slice(start);
  const colon = rest.indexOf(':');
  const ids = colon === -1 ? (/^[\s,]*[^\s,]+(?:\s*,\s*[^\s,]+)*/.exec(rest)?.[0] ?? '') : rest.slice(0, colon);
  const reason = colon === -1 ? '' : rest.slice(colon + 1).trim();
  const rules = [...ids.matchAll(/[^\s,]+/g)].map((match) => ({
    id: match[0],
    span: within(span, start + match.index, match[0].length),
  }));
  return { rules, reason: reason === '' ? undefined : reason };
}

/** A part of a span on one line. */
function within({ file, start }: SourceSpan, from: number, length: number): SourceSpan {
  const at = (by: number) => ({ line: start.line, column: start.column + by, offset: start.offset + by });
  return { file, start: at(from), end: at(from + length) };
}
