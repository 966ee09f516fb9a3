import { type Document, isScalar, visit } from 'yaml';
import type { Diagnostic } from '../../diagnostics';
import type { spansOf } from '../parsed-definition';

/**
 * Strings without quotes that a number sign cuts off: `SET #status = :new` is the string `SET` and a comment. A comment
 * that is meant as one has a blank after its sign.
 */
export function commentsInTexts(
  document: Document.Parsed,
  text: string,
  spanAt: ReturnType<typeof spansOf>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!/[ \t]#(?=[^\s#!])/.test(text)) return found;
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || !isScalar(node) || node.type !== 'PLAIN' || node.range == null) return;
      const [start, end] = node.range;
      const rest = /^[ \t]+#(?=[^\s#!])[^\r\n]*/.exec(text.slice(end))?.[0];
      if (rest === undefined) return;
      const cut = rest.trim();
      const from = end + rest.length - cut.length;
      found.push({
        severity: 'warning',
        ruleId: 'comment-in-text',
        message: `\`${cut.length > 40 ? `${cut.slice(0, 39)}…` : cut}\` is a comment: the text ends before it, \`${text.slice(start, end).slice(-40)}\``,
        span: spanAt([from, from + cut.length]),
        help: 'put the text in quotes, or a blank behind the `#` of a comment',
      });
    },
  });
  return found;
}
