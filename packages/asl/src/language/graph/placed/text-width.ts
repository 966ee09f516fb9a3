/** The font of a text. */
export interface TextStyle {
  /** In pixels. */
  readonly size: number;
  readonly bold?: boolean;
}

/**
 * Returns the width of a text in pixels, by the widths of DejaVu Sans: the widest of the fonts that a browser may fall
 * back to, so that the text fits into its box in any other.
 */
export function textWidth(text: string, { size, bold = false }: TextStyle): number {
  const widths = bold ? boldWidths : regularWidths;
  const wide = bold ? 100 : 95;
  const hundredths = [...text].reduce((sum, character) => sum + (widths[character.charCodeAt(0) - 32] ?? wide), 0);
  return Math.ceil((hundredths * size) / 100);
}

/** Breaks a text at blanks into lines of at most `width` pixels; what does not fit into `lines` lines is cut with an ellipsis. */
export function wrapText(
  text: string,
  style: TextStyle,
  { width, lines }: { readonly width: number; readonly lines: number },
): string[] {
  const found: string[] = [];
  const words = text.split(/\s+/).filter((each) => each !== '');
  for (const word of words.flatMap((each) => brokenWord(each, style, width))) {
    const last = found.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && textWidth(longer, style) <= width) found[found.length - 1] = longer;
    else found.push(word);
  }
  const shown = found.slice(0, lines).map((line) => cutText(line, style, width));
  if (found.length <= lines) return shown;
  return [...shown.slice(0, -1), cutText(`${shown.at(-1)} …`, style, width)];
}

/** A word that is too long is broken behind its dots: `DynamoDB.` `ConditionalCheckFailedException`. */
function brokenWord(word: string, style: TextStyle, width: number): string[] {
  return textWidth(word, style) <= width ? [word] : word.split(/(?<=\.)(?=[A-Za-z])/);
}

/** A text of at most `width` pixels: what is too long ends in an ellipsis. */
export function cutText(text: string, style: TextStyle, width: number): string {
  if (textWidth(text, style) <= width) return text;
  let kept = text.replace(/ ?…$/, '');
  while (kept.length > 1 && textWidth(`${kept}…`, style) > width) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** Hundredths of the font size, from the blank on in the order of ASCII. */
const regularWidths =
  widthsOf(`32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100
  68 69 70 77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50
  50 61 63 55 63 62 35 63 63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84`);

const boldWidths =
  widthsOf(`35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58 100
  77 76 73 83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46 37 46 84 50
  50 67 72 59 72 68 44 72 71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 37 71 84`);

function widthsOf(text: string): readonly number[] {
  return text.trim().split(/\s+/).map(Number);
}
