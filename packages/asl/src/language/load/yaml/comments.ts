import type { SourceSpan } from '../../diagnostics';
import { type ParsedDefinition, spansOf } from '../parsed-definition';
import { maskPlaceholders } from '../placeholders';
import { lexedTokens } from './lexed-tokens';

/** A comment of a YAML file. */
export interface YamlComment {
  /** With its `#`. */
  readonly text: string;
  readonly span: SourceSpan;
  /** Whether the line holds only the comment. */
  readonly isAlone: boolean;
}

/** Returns the comments of a definition, in order; empty for a JSON file. A `#` inside a scalar is not a comment. */
export function commentsOf({ file, text }: Pick<ParsedDefinition, 'file' | 'text'>): YamlComment[] {
  if (file.endsWith('.json')) return [];
  const spanAt = spansOf(file, text);
  const comments: YamlComment[] = [];
  for (const { source, offset, isScalar } of lexedTokens(maskPlaceholders(text))) {
    if (isScalar || !source.startsWith('#')) continue;
    const span = spanAt([offset, offset + source.length]);
    const before = text.slice(offset - span.start.column + 1, offset);
    comments.push({ text: text.slice(offset, span.end.offset), span, isAlone: before.trim() === '' });
  }
  return comments;
}
