import type { Json } from '../../language/definition';

/** A JSON value or a string of an execution, as the page shows it. Untrusted: only ever shown as text. */
export interface Payload {
  /** Indented JSON, or the string itself; its beginning if `isCut`. */
  readonly text: string;
  /** Bytes of the whole in the history. */
  readonly bytes: number;
  /** Cut here: the whole is a download. */
  readonly isCut: boolean;
  /** Cut by AWS in the history already. */
  readonly isTruncated?: boolean;
}

/** Characters of a payload that are shown. */
const shownCharacters = 50_000;

/** Returns a JSON text of the history for the page. */
export function toPayload(text: string, { isTruncated = false, limit = shownCharacters } = {}): Payload {
  const shown = indented(text);
  return {
    text: shown.slice(0, limit),
    bytes: Buffer.byteLength(text),
    isCut: shown.length > limit,
    ...(isTruncated ? { isTruncated } : {}),
  };
}

function indented(text: string): string {
  // A text of many megabytes is shown as it is: only its beginning is seen.
  if (text.length > 2_000_000) return text;
  try {
    return JSON.stringify(JSON.parse(text) as Json, null, 2);
  } catch {
    return text;
  }
}
