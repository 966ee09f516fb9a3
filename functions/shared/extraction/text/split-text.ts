import { jsonBytes } from './json-bytes';

/** How much text a model receives in one call. */
export interface PartBounds {
  /** Unicode code points: bounded by the model's window and price. */
  readonly maxCharacters: number;
  /** Bytes of the part as a JSON string of UTF-8, without quotes: bounded by a state's 256 KiB. At least 6. */
  readonly maxBytes: number;
}

/** The border at the end of a part. `character` means that a line longer than the bounds was cut. */
export type PartBorder = 'page' | 'paragraph' | 'line' | 'character' | 'end';

/** A range of a text, its border included: all of them joined are the text. */
export interface TextPart {
  readonly text: string;
  readonly border: PartBorder;
}

/**
 * Cuts a text into parts within the bounds: each as long as possible and ending at a page (a form feed), else at a
 * paragraph, else at a line, else, in a line that is longer than a part, between two code points. An empty text is one
 * part.
 *
 * A paragraph ends with a blank line; Textract does not return any, so a line that ends a sentence before one that
 * begins with a capital, a digit or a quote counts as its end as well.
 */
export function splitText(text: string, bounds: PartBounds): TextPart[] {
  const parts: TextPart[] = [];
  let start = 0;
  do {
    const part = nextPart(text, start, bounds);
    parts.push(part);
    start += part.text.length;
  } while (start < text.length);
  return parts;
}

type Borders = Partial<Record<PartBorder, number>>;

function nextPart(text: string, start: number, { maxCharacters, maxBytes }: PartBounds): TextPart {
  const borders: Borders = {};
  let characters = 0;
  let bytes = 0;
  let end = start;
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end) as number);
    characters += 1;
    bytes += jsonBytes(character);
    if (characters > maxCharacters || bytes > maxBytes) return cutAt(text, start, { ...borders, character: end });
    end += character.length;
    const border = borderAt(text, end);
    if (border !== undefined) borders[border] = end;
  }
  return { text: text.slice(start), border: 'end' };
}

const fromBestToWorst = ['page', 'paragraph', 'line', 'character'] as const;

function cutAt(text: string, start: number, borders: Borders): TextPart {
  const border = fromBestToWorst.find((each) => borders[each] !== undefined) ?? 'character';
  const end = borders[border] as number;
  // With bounds smaller than a code point the loop would never end.
  if (end <= start) throw new RangeError('the bounds of a part must hold one character');
  return { text: text.slice(start, end), border };
}

/** The border right before `index`, if any. */
function borderAt(text: string, index: number): PartBorder | undefined {
  const last = text.charAt(index - 1);
  if (last === '\f') return 'page';
  if (last !== '\n') return undefined;
  const line = text.slice(text.lastIndexOf('\n', index - 2) + 1, index - 1).trimEnd();
  const isParagraph =
    line === '' || (/[.!?:;]["”’)]?$/u.test(line) && /^["“(\p{Lu}\d]/u.test(text.slice(index, index + 2)));
  return isParagraph ? 'paragraph' : 'line';
}
