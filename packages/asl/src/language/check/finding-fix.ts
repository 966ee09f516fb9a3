import type { FieldPath } from '../definition';
import { type DiagnosticFix, didYouMean, type SourceSpan, sureWord, type TextEdit } from '../diagnostics';
import type { ParsedDefinition } from '../load';
import type { Finding, FindingFix } from './rule';

/** Returns help for a misspelt name, and a fix if the correction is certain. */
export function misspelt(written: string, known: Iterable<string>): Pick<Finding, 'help' | 'fix'> {
  const words = [...known];
  const name = sureWord(written, words);
  return { help: didYouMean(written, words), ...(name === undefined ? {} : { fix: { kind: 'name', name } }) };
}

/** The edits of a text that a fix is; undefined where they cannot be made without care for escapes, folds or quotes. */
export function editOf(
  fix: FindingFix,
  { path, span }: Pick<Finding, 'path'> & { readonly span: SourceSpan },
  parsed: ParsedDefinition,
): DiagnosticFix | undefined {
  const { text } = parsed;
  switch (fix.kind) {
    case 'trim':
      return fixOf(trimBlanks(text, span));
    case 'value':
      return fixOf(rewriteScalar(text, span, () => fix.json));
    case 'name':
      return fixOf(renameKey(text, span, fix.name));
    case 'entry': {
      const key = renameKey(text, parsed.keySpanOf(path), fix.key);
      const value = fix.text === undefined ? [] : valueEdits(fix.text, path, parsed);
      return key === undefined || value === undefined ? undefined : fixOf([...key, ...value]);
    }
    case 'word':
      return fixOf(rewordScalar(text, parsed.spanOf(path), fix));
  }
  fix satisfies never;
}

type Edits = readonly TextEdit[] | undefined;

function fixOf(edits: Edits): DiagnosticFix | undefined {
  return edits === undefined ? undefined : { edits };
}

/** Another writing of a text on one line without escapes. */
function rewriteScalar(text: string, { start, end }: SourceSpan, write: (quote: string) => string | undefined): Edits {
  const match = /^(["']?)([^"'\\\r\n]*)\1$/.exec(text.slice(start.offset, end.offset));
  const written = match === null ? undefined : write(match[1] ?? '');
  return written === undefined ? undefined : [{ start: start.offset, end: end.offset, text: written }];
}

function renameKey(text: string, span: SourceSpan, name: string): Edits {
  return rewriteScalar(text, span, (quote) => {
    // Without quotes, YAML takes some words and signs for something else.
    const isPlain =
      quote !== '' || (/^\$?[A-Za-z][\w.-]*(?:\.\$)?$/.test(name) && !/^(?:true|false|null)$/i.test(name));
    return isPlain && !/["'\\]/.test(name) ? quote + name + quote : undefined;
  });
}

/** Only of a value that follows its key: what an anchor shares may be right elsewhere. */
function valueEdits(value: string, path: FieldPath, parsed: ParsedDefinition): Edits {
  const span = parsed.spanOf(path);
  const between = parsed.text.slice(parsed.keySpanOf(path).end.offset, span.start.offset);
  if (!/^\s*:\s*$/.test(between)) return undefined;
  return rewriteScalar(parsed.text, span, (quote) => `${quote || "'"}${value}${quote || "'"}`);
}

function rewordScalar(
  text: string,
  { start, end }: SourceSpan,
  { word, instead, count = 1 }: Extract<FindingFix, { kind: 'word' }>,
): Edits {
  const source = text.slice(start.offset, end.offset);
  const edits: TextEdit[] = [];
  for (let at = source.indexOf(word); at !== -1; at = source.indexOf(word, at + word.length)) {
    const isWhole = !/[\w$]/.test(source.charAt(at - 1)) && !/\w/.test(source.charAt(at + word.length));
    const from = start.offset + at;
    if (isWhole) edits.push({ start: from, end: from + word.length, text: instead });
  }
  return edits.length === count ? edits : undefined;
}

/** Blanks inside the quotes of a string on one line. */
function trimBlanks(text: string, { start: { offset: start }, end: { offset: end } }: SourceSpan): Edits {
  const written = /^(["'])([ \t]*)(\S[^\r\n]*?)([ \t]*)\1$/.exec(text.slice(start, end));
  if (written === null) return undefined;
  const [, , before = '', , after = ''] = written;
  const edits = [
    { start: start + 1, end: start + 1 + before.length, text: '' },
    { start: end - 1 - after.length, end: end - 1, text: '' },
  ];
  return edits.filter((edit) => edit.end > edit.start);
}
