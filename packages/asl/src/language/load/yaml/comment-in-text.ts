import type { Diagnostic } from '../../diagnostics';
import type { spansOf } from '../parsed-definition';
import type { PlacedValue, TextRange } from '../placed-value';

/**
 * Strings without quotes that a number sign cuts off: `SET #status = :new` is the string `SET` and a comment. A comment
 * that is meant as one has a blank after its sign.
 */
export function commentsInTexts(placed: PlacedValue, text: string, spanAt: ReturnType<typeof spansOf>): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (!/[ \t]#(?=[^\s#!])/.test(text)) return found;
  const visited = new Set<PlacedValue>();
  const visit = (each: PlacedValue): void => {
    if (visited.has(each)) return;
    visited.add(each);
    if (each.plain) addCut(each.range, { text, spanAt, found });
    for (const child of each.children?.values() ?? []) visit(child.placed);
  };
  visit(placed);
  return found;
}

interface Search {
  readonly text: string;
  readonly spanAt: ReturnType<typeof spansOf>;
  readonly found: Diagnostic[];
}

function addCut([start, end]: TextRange, { text, spanAt, found }: Search): void {
  cutPattern.lastIndex = end;
  const rest = cutPattern.exec(text)?.[0];
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
}

const cutPattern = /[ \t]+#(?=[^\s#!])[^\r\n]*/y;
