import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFNull,
  type PDFObject,
  PDFParser,
  PDFRawStream,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { DocumentRefused } from '../shared/platform/document-refused';
import { unreadablePdf } from './pdf-facts';
import { Unpacking, unpackingBounds } from './unpacking';

/** What the library decrypts with: it does not export the type. */
type Decryption = ConstructorParameters<typeof PDFParser>[5];

/**
 * Makes the library parse with {@link BoundedPdfParser}. It decrypts only what it loads itself, and has no option for
 * another parser.
 */
export function useBoundedParser(): void {
  PDFParser.forBytesWithOptions = (bytes, _speed, _throw, _warn, _cap, decryption) =>
    new BoundedPdfParser(bytes, new Unpacking(unpackingBounds), decryption);
}

/** Unpacked bytes that are parsed into objects, which need up to forty times as much memory. */
const maxParsedBytes = 16 * 1024 * 1024;

/**
 * The PDF library's parser, except for the streams with the file's structure, which the library unpacks without a
 * bound. They are unpacked here and passed to it plain, up to so many bytes that its objects fit in memory; the rest is
 * only measured.
 */
export class BoundedPdfParser extends PDFParser {
  private refusal: DocumentRefused | undefined;
  private isWholeParsed = true;

  constructor(
    bytes: Uint8Array,
    private readonly unpacking: Unpacking,
    private readonly decryption?: Decryption,
  ) {
    super(bytes, Number.POSITIVE_INFINITY, false, false, false, decryption);
  }

  /** Throws UnsupportedDocument unless every object stream was parsed: pages may be missing. */
  assertWholeParsed(): void {
    if (!this.isWholeParsed) throw unreadablePdf('its objects are too many to be held at once');
  }

  /** Throws DocumentTooLarge for a PDF beyond the bounds. The library ignores errors while it parses an object. */
  override async parseDocument() {
    const context = await super.parseDocument().catch((error: unknown) => Promise.reject(this.refusal ?? error));
    if (this.refusal !== undefined) throw this.refusal;
    if (this.decryption !== undefined) this.assertWholeParsed();
    return context;
  }

  override parseObject(ref?: PDFRef): PDFObject {
    const object = super.parseObject(ref);
    if (!(object instanceof PDFRawStream)) return object;
    const type = object.dict.lookup(PDFName.of('Type'));
    if (type !== PDFName.of('ObjStm') && type !== PDFName.of('XRef')) return object;
    const plain = this.unpacked(object);
    return type === PDFName.of('XRef') ? withoutEntries(object) : this.parseable(object, plain);
  }

  private unpacked(stream: PDFRawStream): Uint8Array {
    // Beyond the bounds, streams are not unpacked any more: the document is rejected at its end.
    if (this.refusal !== undefined) return new Uint8Array(0);
    try {
      return filtersOf(stream).reduce((bytes, filter) => this.unfiltered(bytes, filter), stream.contents);
    } catch (error) {
      if (error instanceof DocumentRefused) this.refusal = error;
      throw error;
    }
  }

  private unfiltered(bytes: Uint8Array, { name, parameters }: Filter): Uint8Array {
    if (name === PDFName.of('FlateDecode')) return this.unpacking.inflate(bytes);
    const dict = this.context.obj({});
    dict.set(PDFName.of('Filter'), name);
    if (parameters !== undefined) dict.set(PDFName.of('DecodeParms'), parameters);
    const decoded = decodePDFRawStream(PDFRawStream.of(dict, bytes));
    return this.unpacking.counted(decoded.getBytes(this.unpacking.remainingBytes + 1) as Uint8Array);
  }

  private parseable(stream: PDFRawStream, plain: Uint8Array): PDFObject {
    if (this.refusal === undefined && this.unpacking.totalBytes <= maxParsedBytes) return plainStream(stream, plain);
    this.isWholeParsed = false;
    return PDFNull;
  }
}

interface Filter {
  readonly name: PDFName;
  readonly parameters: PDFDict | undefined;
}

/** Throws for anything but names: such a stream cannot be read. */
function filtersOf({ dict }: PDFRawStream): readonly Filter[] {
  const filter = dict.lookup(PDFName.of('Filter'));
  const parameters = dict.lookup(PDFName.of('DecodeParms'));
  if (filter === undefined || filter === PDFNull) return [];
  if (filter instanceof PDFName) return [{ name: filter, parameters: dictionaryOf(parameters) }];
  if (!(filter instanceof PDFArray)) throw new Error('a filter is neither a name nor an array');
  return filter.asArray().map((_, index) => ({
    name: filter.lookup(index, PDFName),
    parameters: parameters instanceof PDFArray ? dictionaryOf(parameters.lookup(index)) : undefined,
  }));
}

function dictionaryOf(object: PDFObject | undefined): PDFDict | undefined {
  return object instanceof PDFDict ? object : undefined;
}

function plainStream({ dict }: PDFRawStream, contents: Uint8Array): PDFRawStream {
  const plain = dict.clone();
  plain.delete(PDFName.of('Filter'));
  plain.delete(PDFName.of('DecodeParms'));
  return PDFRawStream.of(plain, contents);
}

/** The library only uses the trailer of a cross-reference stream, and drops its entries. */
function withoutEntries(stream: PDFRawStream): PDFRawStream {
  const trailer = plainStream(stream, new Uint8Array(0));
  trailer.dict.set(PDFName.of('Index'), stream.dict.context.obj([]));
  return trailer;
}
