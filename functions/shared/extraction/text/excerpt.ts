import { jsonBytes } from './json-bytes';

/** The beginning of a text, and whether it was cut. */
export interface Excerpt {
  readonly excerpt: string;
  readonly truncated: boolean;
}

/**
 * Cuts a text so that, written as a JSON string in UTF-8, it has at most `maxBytes` (the quotes not counted). Cuts
 * between code points, never inside one. Escapes are counted as JSON.stringify writes them: a control character may
 * have six bytes.
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
