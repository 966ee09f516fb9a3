import { parseAllDocuments } from 'yaml';
import type { DiagnosticFix, TextEdit } from '../../diagnostics';
import { maskPlaceholders } from '../placeholders';

const widths = [2, 4, 8, 3, 1];

/** Replaces tabs by blanks in every indentation; undefined if the width of a tab changes the meaning of the text. */
export function replaceTabs(text: string): DiagnosticFix | undefined {
  const candidates = widths.flatMap((width) => {
    const edits = [...text.matchAll(/^ *\t[ \t]*/gm)].map(({ index, 0: blanks }): TextEdit => {
      return { start: index, end: index + blanks.length, text: blanks.replaceAll('\t', ' '.repeat(width)) };
    });
    const value = jsonOf(applyEdits(text, edits));
    return value === undefined ? [] : [{ edits, value, nulls: value.split('null').length }];
  });
  // With a tab that is too wide or too narrow, a key is left without its value.
  const fewest = Math.min(...candidates.map(({ nulls }) => nulls));
  const [first, ...others] = candidates.filter(({ nulls }) => nulls === fewest);
  if (first === undefined || others.some(({ value }) => value !== first.value)) return undefined;
  return { edits: first.edits };
}

/** The JSON of a YAML text; undefined if it has mistakes. */
function jsonOf(text: string): string | undefined {
  const documents = parseAllDocuments(maskPlaceholders(text), { version: '1.2', merge: true, prettyErrors: false });
  const [only] = Array.isArray(documents) ? documents : [];
  if (only === undefined || documents.length !== 1 || only.errors.length > 0) return undefined;
  try {
    return JSON.stringify(only.toJS());
  } catch {
    return undefined;
  }
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

/** Quotes round the JSONata expression at `offset` that is the rest of its line: a bare `{` opens an object. */
export function quotedExpression(text: string, offset: number): DiagnosticFix | undefined {
  const start = text.lastIndexOf('{%', offset);
  const line = /^[^\r\n]*/.exec(text.slice(start))?.[0].trimEnd() ?? '';
  if (start === -1 || start < offset - 1 || !/^\{%.*%\}$/.test(line) || line.indexOf('%}') !== line.length - 2)
    return undefined;
  const quoted = /["\\]/.test(line) && !line.includes("'") ? `'${line}'` : JSON.stringify(line);
  return { edits: [{ start, end: start + line.length, text: quoted }] };
}
