import { StatesError } from '../../../language/expressions';

/** The longest text that is held whole: an array in JSON, a manifest. */
const maxWholeCharacters = 256 * 1024 * 1024;

/**
 * Returns an object's content as text, piece by piece; a byte order mark is left out, a character cut in two is joined.
 */
export async function* objectText(content: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of content) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** Returns the whole text. Throws States.ItemReaderFailed beyond 256 Mi characters. */
export async function wholeText(content: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of objectText(content)) {
    length += piece.length;
    if (length > maxWholeCharacters)
      throw new StatesError('States.ItemReaderFailed', `the object has more than ${maxWholeCharacters} characters`);
    pieces.push(piece);
  }
  return pieces.join('');
}
