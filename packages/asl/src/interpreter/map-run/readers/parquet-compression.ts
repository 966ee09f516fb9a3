import * as zlib from 'node:zlib';
import type { Compressors } from './load-hyparquet';

type Decompress = (input: Uint8Array, outputLength: number) => Uint8Array;

/** Of Node.js 22.15 on. */
const { zstdDecompressSync } = zlib as { readonly zstdDecompressSync?: typeof zlib.gunzipSync };

/**
 * Returns the compressions that Step Functions reads in Parquet files, by their names there: Snappy, GZIP and, if this
 * Node.js has it, ZSTD. A page whose header has a length above `maxPageBytes` throws an Error before memory is
 * allocated.
 */
export function parquetDecompressors(
  snappyUncompress: (input: Uint8Array, output: Uint8Array) => void,
  maxPageBytes: number,
): Compressors {
  const within =
    (decompress: Decompress): Decompress =>
    (input, outputLength) => {
      if (outputLength === 0) return new Uint8Array(0);
      if (outputLength > 0 && outputLength <= maxPageBytes) return decompress(input, outputLength);
      throw new Error(`a page says to have ${outputLength} bytes, and ${maxPageBytes} are the most`);
    };
  const snappy: Decompress = (input, outputLength) => {
    const output = new Uint8Array(outputLength);
    snappyUncompress(input, output);
    return output;
  };
  return {
    SNAPPY: within(snappy),
    GZIP: within((input, maxOutputLength) => zlib.gunzipSync(input, { maxOutputLength })),
    ...(zstdDecompressSync && {
      ZSTD: within((input, maxOutputLength) => zstdDecompressSync(input, { maxOutputLength })),
    }),
  };
}
