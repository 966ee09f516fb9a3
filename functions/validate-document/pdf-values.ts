/** The PDF objects (ISO 32000-1, 7.3) of a trailer, a catalogue and a page tree. Strings are not kept. */
export type PdfValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'reference'; readonly object: number }
  | { readonly kind: 'array'; readonly items: readonly PdfValue[] }
  | { readonly kind: 'dictionary'; readonly entries: ReadonlyMap<string, PdfValue> }
  | { readonly kind: 'other' };

/** A value and where it ends in the text. */
export interface PdfReading {
  readonly value: PdfValue;
  readonly end: number;
}

/** The structure of a PDF cannot be followed. Every other error while reading is S3's and is rethrown. */
export class PdfDamaged extends Error {
  override readonly name: string = 'PdfDamaged';
}

/** The text ends inside a value: a larger piece of the file is needed. */
export class PdfCutOff extends PdfDamaged {
  override readonly name = 'PdfCutOff';

  constructor(message = 'a value is cut off') {
    super(message);
  }
}

/** Deeper nesting than any trailer has. */
const maxDepth = 50;

/** Reads the value that begins at `start` (white space and comments before it are skipped). Text is latin1. */
export function readPdfValue(text: string, start: number, depth = 0): PdfReading {
  if (depth > maxDepth) throw new PdfDamaged('values are nested too deeply');
  const at = skipSpace(text, start);
  const two = text.slice(at, at + 2);
  if (two === '<<') return readDictionary(text, at + 2, depth);
  if (two[0] === '[') return readArray(text, at + 1, depth);
  if (two[0] === '(') return { value: { kind: 'other' }, end: endOfString(text, at + 1) };
  if (two[0] === '<') return { value: { kind: 'other' }, end: found(text.indexOf('>', at)) + 1 };
  if (two[0] === '/') return readName(text, at + 1);
  return readBare(text, at);
}

/** The first position from `start` on that is neither white space nor part of a comment. */
export function skipSpace(text: string, start: number): number {
  const gap = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
  gap.lastIndex = start;
  gap.exec(text);
  if (gap.lastIndex >= text.length) throw new PdfCutOff();
  return gap.lastIndex;
}

function readDictionary(text: string, start: number, depth: number): PdfReading {
  const entries = new Map<string, PdfValue>();
  let at = skipSpace(text, start);
  while (text.slice(at, at + 2) !== '>>') {
    const key = readPdfValue(text, at, depth + 1);
    if (key.value.kind !== 'name') throw new PdfDamaged('a dictionary has a key that is no name');
    const entry = readPdfValue(text, key.end, depth + 1);
    entries.set(key.value.name, entry.value);
    at = skipSpace(text, entry.end);
  }
  return { value: { kind: 'dictionary', entries }, end: at + 2 };
}

function readArray(text: string, start: number, depth: number): PdfReading {
  const items: PdfValue[] = [];
  let at = skipSpace(text, start);
  while (text[at] !== ']') {
    const item = readPdfValue(text, at, depth + 1);
    items.push(item.value);
    at = skipSpace(text, item.end);
  }
  return { value: { kind: 'array', items }, end: at + 1 };
}

function readName(text: string, start: number): PdfReading {
  const pattern = /[^\0\t\n\f\r ()<>[\]{}/%]*/y;
  pattern.lastIndex = start;
  const name = pattern.exec(text)?.[0] ?? '';
  if (pattern.lastIndex >= text.length) throw new PdfCutOff();
  return {
    value: {
      kind: 'name',
      name: name.replace(/#([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
    },
    end: pattern.lastIndex,
  };
}

/** A reference, a number, or a keyword (true, false, null). */
function readBare(text: string, start: number): PdfReading {
  const reference = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![A-Za-z])/y;
  reference.lastIndex = start;
  const object = reference.exec(text)?.[1];
  if (object !== undefined) return { value: { kind: 'reference', object: Number(object) }, end: reference.lastIndex };
  const word = /[^\0\t\n\f\r ()<>[\]{}/%]+/y;
  word.lastIndex = start;
  const read = word.exec(text)?.[0];
  if (read === undefined) throw new PdfDamaged(`a value cannot begin with \`${text[start]}\``);
  if (word.lastIndex + 32 >= text.length && /^\d+$/.test(read)) throw new PdfCutOff();
  const value = Number(read);
  return { value: Number.isNaN(value) ? { kind: 'other' } : { kind: 'number', value }, end: word.lastIndex };
}

function endOfString(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  throw new PdfCutOff();
}

function found(index: number): number {
  if (index === -1) throw new PdfCutOff();
  return index;
}
