import { StatesError } from '../../../language/expressions';

/** The longest object that is held whole: its compressed bytes. AWS accepts 10 GB. */
const maxHeldBytes = 1024 * 1024 * 1024;

/** A whole object, read at any offset: a Parquet file has its footer at its end. */
export interface HeldContent {
  readonly byteLength: number;
  /** Returns the bytes from `start` up to `end`, as a copy. Throws an Error if they are outside of the object. */
  slice(start: number, end?: number): ArrayBuffer;
}

/** Holds an object's content. Throws States.ItemReaderFailed beyond 1 GiB. */
export async function holdContent(content: AsyncIterable<Uint8Array>): Promise<HeldContent> {
  const pieces: Uint8Array[] = [];
  let byteLength = 0;
  for await (const piece of content) {
    byteLength += piece.byteLength;
    if (byteLength > maxHeldBytes)
      throw new StatesError('States.ItemReaderFailed', `the object has more than ${maxHeldBytes} bytes`);
    pieces.push(piece);
  }
  return { byteLength, slice: (start, end = byteLength) => bytesBetween(pieces, { start, end, byteLength }) };
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly byteLength: number;
}

function bytesBetween(pieces: readonly Uint8Array[], { start, end, byteLength }: Range): ArrayBuffer {
  if (!(start >= 0 && start <= end && end <= byteLength))
    throw new Error(`it points to the bytes ${start} to ${end}, and has ${byteLength}`);
  const bytes = new Uint8Array(end - start);
  let at = 0;
  for (const piece of pieces) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, piece.byteLength);
    if (from < to) bytes.set(piece.subarray(from, to), at + from - start);
    at += piece.byteLength;
    if (at >= end) break;
  }
  return bytes.buffer;
}
