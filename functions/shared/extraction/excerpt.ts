/** The beginning of a text, and whether anything was left off. */
export interface Excerpt {
  readonly excerpt: string;
  readonly truncated: boolean;
}

/**
 * Cuts a text so that, written as a JSON string in UTF-8, it takes at most `maxBytes` (the quotes not counted). Cuts between
 * code points, never inside one. Escapes are counted as JSON.stringify writes them: a control character may take six bytes.
 */
export function excerptOf(text: string, maxBytes: number): Excerpt {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += jsonBytes(character);
    if (bytes > maxBytes) return { excerpt: text.slice(0, end), truncated: true };
    end += character.length;
  }
  return { excerpt: text, truncated: false };
}

/** Control characters with an escape of their own: \b \t \n \f \r. The others are written as \u00xx. */
const shortEscapes = new Set([0x08, 0x09, 0x0a, 0x0c, 0x0d]);

function jsonBytes(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return shortEscapes.has(code) ? 2 : 6;
  if (code === 0x22 || code === 0x5c) return 2;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  if (code >= 0xd800 && code <= 0xdfff) return 6;
  return code < 0x10000 ? 3 : 4;
}
