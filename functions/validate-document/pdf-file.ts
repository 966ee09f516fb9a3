import { DocumentRefused } from '../shared/platform/document-refused';
import type { RangeSource } from './document-object';
import { PdfCutOff, PdfDamaged, type PdfValue, readPdfValue, skipSpace } from './pdf-values';
import { type Unpacking, unpackingBounds } from './unpacking';

/** Entries of a PDF dictionary. */
export type PdfEntries = ReadonlyMap<string, PdfValue>;

/** An indirect object in the file. */
export interface IndirectObject {
  readonly number: number;
  readonly value: PdfValue;
  /** Where the stream's bytes begin, if the object is a stream. */
  readonly streamStart?: number;
}

/** Sizes of the pieces that are tried for a value, in bytes; a longer value is an error. */
const pieceSizes = [4 * 1024, 64 * 1024, 1024 * 1024];

/** Reads values of a PDF at byte offsets, without reading the file. */
export class PdfFile {
  constructor(
    readonly source: RangeSource,
    private readonly unpacking: Unpacking,
  ) {}

  /** Parses the value at an offset; reads a larger piece as long as the value is cut off. */
  async parseAt<Result>(offset: number, parse: (text: string) => Result): Promise<Result> {
    if (offset < 0 || offset >= this.source.sizeBytes) throw new PdfDamaged(`byte ${offset} lies outside the file`);
    for (const size of pieceSizes) {
      const isLast = offset + size >= this.source.sizeBytes;
      const text = latin1(await this.source.read(offset, size)) + (isLast ? ' '.repeat(64) : '');
      try {
        return parse(text);
      } catch (error) {
        if (!(error instanceof PdfCutOff) || isLast) throw error;
      }
    }
    throw new PdfDamaged(`the value at byte ${offset} is too long`);
  }

  /** The object `n g obj …` at an offset. */
  objectAt(offset: number): Promise<IndirectObject> {
    return this.parseAt(offset, (text) => {
      const header = /\s*(\d+)\s+\d+\s+obj/y.exec(text);
      if (header === null) throw new PdfDamaged(`no object stands at byte ${offset}`);
      const { value, end } = readPdfValue(text, header[0].length);
      const after = skipSpace(text, end);
      const stream = /stream(\r\n|\n|\r)/y;
      stream.lastIndex = after;
      const isStream = stream.exec(text) !== null;
      return { number: Number(header[1]), value, ...(isStream && { streamStart: offset + stream.lastIndex }) };
    });
  }

  /** The unpacked bytes of a stream object. Only FlateDecode with PNG predictors, which is what writers use here. */
  async streamOf(object: IndirectObject, lengthOf: (value: PdfValue | undefined) => Promise<number>): Promise<Buffer> {
    if (object.value.kind !== 'dictionary' || object.streamStart === undefined)
      throw new PdfDamaged('a stream was expected');
    const { entries } = object.value;
    const length = await lengthOf(entries.get('Length'));
    if (length > unpackingBounds.maxStreamBytes) throw new PdfDamaged('a stream of the file structure is too large');
    const raw = await this.source.read(object.streamStart, length);
    return unpack(raw, entries, this.unpacking);
  }
}

/** Bytes as text, a character per byte. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Returns the number that a value holds; throws if it is not a number. */
export function numberOf(value: PdfValue | undefined, what: string): number {
  if (value?.kind !== 'number') throw new PdfDamaged(`${what} is no number`);
  return value.value;
}

function unpack(raw: Uint8Array, entries: PdfEntries, unpacking: Unpacking): Buffer {
  const filter = single(entries.get('Filter'));
  if (filter === undefined) return unpacking.counted(Buffer.from(raw));
  if (filter.kind !== 'name' || filter.name !== 'FlateDecode')
    throw new PdfDamaged('a stream has a filter other than FlateDecode');
  const bytes = inflate(raw, unpacking);
  const parameters = single(entries.get('DecodeParms'));
  if (parameters?.kind !== 'dictionary') return bytes;
  const predictor = parameters.entries.get('Predictor');
  const columns = parameters.entries.get('Columns');
  if (predictor?.kind !== 'number' || predictor.value < 10) return bytes;
  return undoPredictor(bytes, columns?.kind === 'number' ? columns.value : 1);
}

function inflate(raw: Uint8Array, unpacking: Unpacking): Buffer {
  try {
    return unpacking.inflate(raw);
  } catch (error) {
    if (error instanceof DocumentRefused) throw error;
    throw new PdfDamaged('a stream of the file structure cannot be unpacked');
  }
}

function single(value: PdfValue | undefined): PdfValue | undefined {
  return value?.kind === 'array' ? value.items[0] : value;
}

/** Undoes the PNG filters (one byte a pixel) that cross-reference streams are packed with. */
function undoPredictor(bytes: Buffer, columns: number): Buffer {
  const rows = Math.floor(bytes.length / (columns + 1));
  const plain = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const filter = bytes[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const left = column === 0 ? 0 : (plain[at - 1] ?? 0);
      const up = row === 0 ? 0 : (plain[at - columns] ?? 0);
      const corner = row === 0 || column === 0 ? 0 : (plain[at - columns - 1] ?? 0);
      plain[at] = (bytes[row * (columns + 1) + 1 + column] ?? 0) + paethPredictor(filter, left, up, corner);
    }
  }
  return plain;
}

function paethPredictor(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return Math.floor((left + up) / 2);
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
