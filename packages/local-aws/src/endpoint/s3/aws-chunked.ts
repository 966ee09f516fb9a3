import { ServiceError } from '../../services';

/** What is left of an aws-chunked body besides its content. */
export interface ChunkedEnd {
  /** Trailing headers in lower case, e.g. `x-amz-checksum-crc32`. */
  readonly trailers: ReadonlyMap<string, string>;
}

/** A chunk's size line, with its signature, is never longer. */
const maximumLineBytes = 8192;

/**
 * Decodes an aws-chunked body: `<size in hex>[;chunk-signature=…]\r\n<bytes>\r\n … 0\r\n<trailers>\r\n`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export async function* decodeAwsChunked(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, ChunkedEnd> {
  const reader = new Reader(body);
  for (;;) {
    const line = await reader.line();
    const size = Number.parseInt(line?.split(';')[0] ?? '', 16);
    if (Number.isNaN(size)) throw incomplete();
    if (size === 0) return { trailers: await readTrailers(reader) };
    yield* reader.bytes(size);
    if ((await reader.line()) !== '') throw incomplete();
  }
}

async function readTrailers(reader: Reader): Promise<ReadonlyMap<string, string>> {
  const trailers = new Map<string, string>();
  for (let line = await reader.line(); line !== undefined && line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return trailers;
}

function incomplete(): ServiceError {
  return new ServiceError(
    'IncompleteBody',
    'The request body terminated unexpectedly: it is not a whole aws-chunked body',
  );
}

/** Reads lines and byte counts off a stream of chunks. */
class Reader {
  private rest: Uint8Array = new Uint8Array();
  private readonly chunks: AsyncIterator<Uint8Array>;

  constructor(body: AsyncIterable<Uint8Array>) {
    this.chunks = body[Symbol.asyncIterator]();
  }

  /** The next line without its end; undefined at the end of the stream. */
  async line(): Promise<string | undefined> {
    let end = this.rest.indexOf(10);
    while (end < 0) {
      if (this.rest.byteLength > maximumLineBytes) throw incomplete();
      if (!(await this.more())) return this.rest.byteLength === 0 ? undefined : this.takeText(this.rest.byteLength);
      end = this.rest.indexOf(10);
    }
    return this.takeText(end + 1);
  }

  async *bytes(count: number): AsyncGenerator<Uint8Array> {
    let left = count;
    while (left > 0) {
      if (this.rest.byteLength === 0 && !(await this.more())) throw incomplete();
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.byteLength);
      left -= part.byteLength;
      if (part.byteLength > 0) yield part;
    }
  }

  private takeText(count: number): string {
    const text = Buffer.from(this.rest.subarray(0, count)).toString('latin1');
    this.rest = this.rest.subarray(count);
    return text.replace(/\r?\n$/, '');
  }

  private async more(): Promise<boolean> {
    const { done, value } = await this.chunks.next();
    if (done === true) return false;
    this.rest = this.rest.byteLength === 0 ? value : Buffer.concat([this.rest, value]);
    return true;
  }
}
