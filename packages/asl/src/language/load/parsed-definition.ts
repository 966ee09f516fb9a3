import type { FieldPath, Json } from '../definition';
import type { SourcePosition, SourceSpan } from '../diagnostics';
import { findPlaced, type PlacedValue, type TextRange } from './placed-value';
import { placeholdersIn } from './placeholders';

/** A `${Name}` of a definition; one in a shared (anchored) string is listed once. */
export interface Placeholder {
  readonly name: string;
  readonly path: FieldPath;
  readonly span: SourceSpan;
  /** Whether it is the whole of an unquoted scalar, so that its number stays a number. */
  readonly whole: boolean;
  /** Whether it is a `${Name?}` that is the whole value of a key, so that both may be left out. */
  readonly isOptional: boolean;
}

/** A definition as it was written: its JSON value with its placeholders, and the location of every value. */
export interface ParsedDefinition {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
  readonly placed: PlacedValue;
  readonly placeholders: readonly Placeholder[];
  /** Returns where the value at `path` was written; for a path without a value, the last value on it. */
  spanOf(path: FieldPath): SourceSpan;
  /** Returns where the key of the value at `path` was written; an item of an array has no key: its value. */
  keySpanOf(path: FieldPath): SourceSpan;
}

/** Creates the definition from values composed from `text`. */
export function parsedDefinition(file: string, text: string, placed: PlacedValue): ParsedDefinition {
  const spanAt = spansOf(file, text);
  const keyRangeOf = (path: FieldPath): TextRange => {
    const found = findPlaced(placed, path);
    return found.keyRange ?? found.placed.range;
  };
  let placeholders: readonly Placeholder[] | undefined;
  return {
    file,
    text,
    value: placed.value,
    placed,
    get placeholders() {
      placeholders ??= collectPlaceholders({ text, placed, spanAt });
      return placeholders;
    },
    spanOf: (path) => spanAt(findPlaced(placed, path).placed.range),
    keySpanOf: (path) => spanAt(keyRangeOf(path)),
  };
}

/** Makes spans from offsets; blank space at the end of a range is not part of the span. */
export function spansOf(file: string, text: string): (range: TextRange) => SourceSpan {
  // Most texts that are parsed have nothing to be placed.
  let known: readonly number[] | undefined;
  const positionOf = (offset: number): SourcePosition => {
    known ??= lineStartsOf(text);
    const lineStarts = known;
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lineStarts[low] as number) + 1, offset };
  };
  return ([start, end]) => {
    const trimmed = text.slice(start, end).trimEnd().length;
    return { file, start: positionOf(start), end: positionOf(start + trimmed) };
  };
}

/** The offsets of the first characters of lines, which end in LF, CRLF or CR. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + end.length);
  return starts;
}

interface Collection {
  readonly text: string;
  readonly placed: PlacedValue;
  readonly spanAt: (range: TextRange) => SourceSpan;
}

function collectPlaceholders({ text, placed, spanAt }: Collection): Placeholder[] {
  const found: Placeholder[] = [];
  const seen = new Set<number>();
  const path: (string | number)[] = [];
  const add = (value: string, range: TextRange, { plain = false, isKey = false }) => {
    if (!value.includes('${') || seen.has(range[0])) return;
    seen.add(range[0]);
    const inSource = placeholdersIn(text.slice(range[0], range[1]));
    for (const [index, { name, start, end, isOptional: mayBeLeftOut }] of placeholdersIn(value).entries()) {
      const source = inSource[index];
      const at: TextRange = source === undefined ? range : [range[0] + source.start, range[0] + source.end];
      const isWhole = start === 0 && end === value.length;
      const isOptional = mayBeLeftOut && isWhole && typeof path.at(-1) === 'string' && !isKey;
      found.push({
        name,
        path: [...path],
        span: spanAt(at),
        whole: plain && isWhole,
        isOptional,
      });
    }
  };
  const visited = new Set<PlacedValue>();
  const visit = (each: PlacedValue) => {
    if (visited.has(each)) return;
    visited.add(each);
    if (typeof each.value === 'string') add(each.value, each.range, { plain: each.plain });
    for (const [key, child] of each.children ?? []) {
      path.push(key);
      if (typeof key === 'string' && child.keyRange !== undefined) add(key, child.keyRange, { isKey: true });
      visit(child.placed);
      path.pop();
    }
  };
  visit(placed);
  return found.sort((a, b) => a.span.start.offset - b.span.start.offset);
}
