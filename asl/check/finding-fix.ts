import { type DiagnosticFix, didYouMean, type SourceSpan, sureWord } from '../diagnostics';
import type { Finding, FindingFix } from './rule';

/** Returns help for a misspelt name, and a fix if the correction is certain. */
export function misspelt(written: string, known: Iterable<string>): Pick<Finding, 'help' | 'fix'> {
  const words = [...known];
  const name = sureWord(written, words);
  return { help: didYouMean(written, words), ...(name === undefined ? {} : { fix: { kind: 'name', name } }) };
}

/** Returns the edit for a fix; undefined if escapes, folds or quotes make it unsafe. */
export function editOf(fix: FindingFix, span: SourceSpan, text: string): DiagnosticFix | undefined {
  const { offset: start } = span.start;
  const { offset: end } = span.end;
  const written = /^(["']?)([^"'\\\r\n]*)\1$/.exec(text.slice(start, end));
  if (fix.kind === 'trim') return trimmed(text, start, end);
  if (written === null) return undefined;
  const [, quote = ''] = written;
  const edit = (replacement: string): DiagnosticFix => ({ edits: [{ start, end, text: replacement }] });
  if (fix.kind === 'value') return edit(fix.json);
  // Without quotes, YAML reads some words and signs as something else.
  const isPlain = quote !== '' || (/^\$?[A-Za-z][\w.-]*$/.test(fix.name) && !/^(?:true|false|null)$/i.test(fix.name));
  return isPlain && !/["'\\]/.test(fix.name) ? edit(quote + fix.name + quote) : undefined;
}

/** Blanks inside the quotes of a string on one line. */
function trimmed(text: string, start: number, end: number): DiagnosticFix | undefined {
  const written = /^(["'])([ \t]*)(\S[^\r\n]*?)([ \t]*)\1$/.exec(text.slice(start, end));
  if (written === null) return undefined;
  const [, , before = '', , after = ''] = written;
  const edits = [
    { start: start + 1, end: start + 1 + before.length, text: '' },
    { start: end - 1 - after.length, end: end - 1, text: '' },
  ];
  return { edits: edits.filter((edit) => edit.end > edit.start) };
}
