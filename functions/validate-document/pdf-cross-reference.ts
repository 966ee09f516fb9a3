import { type IndirectObject, latin1, numberOf, type PdfEntries, type PdfFile } from './pdf-file';
import { PdfCutOff, PdfDamaged, type PdfValue, readPdfValue, skipSpace } from './pdf-values';

/** Where an object is: at an offset of the file, or packed in an object stream. */
type ObjectLocation =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'packed'; readonly stream: number };

/** One cross-reference section: its trailer, and the locations of its objects. */
interface Section {
  readonly trailer: PdfEntries;
  /** undefined: this section does not have the object; `free`: the object does not exist. */
  find(object: number): Promise<ObjectLocation | 'free' | undefined>;
}

/** The longest value in characters, as for one in the file itself. */
const maxValueLength = 1024 * 1024;

/** Sections that are followed at most: one for each time that a file was saved. */
const maxSections = 500;

/** The cross-reference of a PDF, newest section first (ISO 32000-1, 7.5.4 and 7.5.8), read entry by entry. */
export class PdfCrossReference {
  private constructor(
    private readonly file: PdfFile,
    private readonly sections: readonly Section[],
  ) {}

  /** Follows `startxref` and every Prev. Throws if the chain is broken. */
  static async open(file: PdfFile): Promise<PdfCrossReference> {
    const sections: Section[] = [];
    const seen = new Set<number>();
    const waiting = [await startOffset(file)];
    while (waiting.length > 0 && sections.length < maxSections) {
      const offset = waiting.shift() ?? 0;
      if (seen.has(offset)) continue;
      seen.add(offset);
      const section = await readSection(file, offset);
      sections.push(section);
      for (const name of ['XRefStm', 'Prev']) {
        const next = section.trailer.get(name);
        if (next?.kind === 'number') waiting.push(next.value);
      }
    }
    return new PdfCrossReference(file, sections);
  }

  /** An entry of the newest trailer that has it. */
  trailerEntry(name: string): PdfValue | undefined {
    return this.sections.find(({ trailer }) => trailer.has(name))?.trailer.get(name);
  }

  /** The value itself, or what a reference leads to. */
  async resolve(value: PdfValue | undefined): Promise<PdfValue | undefined> {
    if (value?.kind !== 'reference') return value;
    for (const section of this.sections) {
      const location = await section.find(value.object);
      if (location === 'free') return undefined;
      if (location?.kind === 'packed') return this.unpacked(location.stream, value.object);
      if (location !== undefined) return (await this.expectObject(location.offset, value.object)).value;
    }
    return undefined;
  }

  private async expectObject(offset: number, number: number): Promise<IndirectObject> {
    const object = await this.file.objectAt(offset);
    if (object.number !== number) throw new PdfDamaged(`object ${number} is not where the cross-reference has it`);
    return object;
  }

  private async unpacked(streamNumber: number, wanted: number): Promise<PdfValue | undefined> {
    for (const section of this.sections) {
      const location = await section.find(streamNumber);
      if (location === undefined || location === 'free' || location.kind === 'packed') continue;
      const object = await this.expectObject(location.offset, streamNumber);
      const bytes = await this.file.streamOf(object, async (length) => numberOf(await this.resolve(length), 'Length'));
      return valueInStream(latin1(bytes), object, wanted);
    }
    return undefined;
  }
}

function valueInStream(text: string, { value }: IndirectObject, wanted: number): PdfValue | undefined {
  if (value.kind !== 'dictionary') return undefined;
  const first = numberOf(value.entries.get('First'), 'First');
  const pairs = /(\d+)\s+(\d+)\s*/y;
  pairs.lastIndex = /^\s*/.exec(text)?.[0].length ?? 0;
  for (let pair = pairs.exec(text); pair !== null && pair.index < first; pair = pairs.exec(text)) {
    const start = first + Number(pair[2]);
    if (Number(pair[1]) === wanted)
      return readPdfValue(`${text.slice(start, start + maxValueLength)}${' '.repeat(64)}`, 0).value;
  }
  return undefined;
}

/** The number after the last `startxref`, in the last 64 KiB at most (some tools append kilobytes after the end). */
async function startOffset(file: PdfFile): Promise<number> {
  const length = Math.min(file.source.sizeBytes, 64 * 1024);
  const text = latin1(await file.source.read(file.source.sizeBytes - length, length));
  const offset = /startxref\s+(\d+)/.exec(text.slice(Math.max(text.lastIndexOf('startxref'), 0)))?.[1];
  if (offset === undefined) throw new PdfDamaged('it has no startxref');
  return Number(offset);
}

async function readSection(file: PdfFile, offset: number): Promise<Section> {
  const isTable = await file.parseAt(offset, (text) => text.startsWith('xref', skipSpace(text, 0)));
  return isTable ? readTable(file, offset) : readStream(file, offset);
}

/** A classic table: entries have 20 bytes each, so that only those asked for are read. */
async function readTable(file: PdfFile, offset: number): Promise<Section> {
  const parts: { first: number; count: number; start: number }[] = [];
  let at = offset + (await file.parseAt(offset, (text) => text.indexOf('xref') + 4));
  for (;;) {
    const part = await file.parseAt(at, readPartHeader);
    if (part === undefined) break;
    parts.push({ first: part.first, count: part.count, start: at + part.length });
    at += part.length + part.count * 20;
  }
  const trailer = await file.parseAt(at, readTrailer);
  const find = async (object: number) => {
    const part = parts.find(({ first, count }) => object >= first && object < first + count);
    if (part === undefined) return undefined;
    const entry = latin1(await file.source.read(part.start + (object - part.first) * 20, 20));
    const location = /^\s*(\d{10}) \d{5} ([nf])/.exec(entry);
    if (location === null) throw new PdfDamaged('the cross-reference table is damaged');
    return location[2] === 'f' ? 'free' : ({ kind: 'offset', offset: Number(location[1]) } as const);
  };
  return { trailer, find };
}

function readPartHeader(text: string): { first: number; count: number; length: number } | undefined {
  const at = skipSpace(text, 0);
  if (text.startsWith('trailer', at)) return undefined;
  const header = /(\d+)[ \t]+(\d+)[ \t]*(\r\n|\n|\r)/y;
  header.lastIndex = at;
  const read = header.exec(text);
  if (read === null) throw new PdfDamaged('the cross-reference table is damaged');
  return { first: Number(read[1]), count: Number(read[2]), length: header.lastIndex };
}

function readTrailer(text: string): PdfEntries {
  const { value } = readPdfValue(text, text.indexOf('trailer') + 'trailer'.length);
  if (value.kind !== 'dictionary') throw new PdfDamaged('the trailer is no dictionary');
  return value.entries;
}

async function readStream(file: PdfFile, offset: number): Promise<Section> {
  const object = await file.objectAt(offset);
  if (object.value.kind !== 'dictionary') throw new PdfDamaged('startxref leads to no cross-reference');
  const { entries } = object.value;
  const widths = numbersOf(entries.get('W'));
  const bytes = await file.streamOf(object, async (length) => numberOf(length, 'Length'));
  const index = numbersOf(entries.get('Index') ?? { kind: 'array', items: [] });
  const ranges = index.length > 0 ? index : [0, numberOf(entries.get('Size'), 'Size')];
  return { trailer: entries, find: async (wanted) => placeInStream(bytes, widths, ranges, wanted) };
}

function placeInStream(
  bytes: Buffer,
  widths: readonly number[],
  ranges: readonly number[],
  wanted: number,
): ObjectLocation | 'free' | undefined {
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  let row = 0;
  for (let index = 0; index + 1 < ranges.length; index += 2) {
    const [first = 0, count = 0] = [ranges[index], ranges[index + 1]];
    if (wanted >= first && wanted < first + count) {
      const at = (row + wanted - first) * (typeWidth + secondWidth + thirdWidth);
      const type = typeWidth === 0 ? 1 : bigEndian(bytes, at, typeWidth);
      const second = bigEndian(bytes, at + typeWidth, secondWidth);
      if (type === 1) return { kind: 'offset', offset: second };
      return type === 2 ? { kind: 'packed', stream: second } : 'free';
    }
    row += count;
  }
  return undefined;
}

function bigEndian(bytes: Buffer, at: number, width: number): number {
  if (at + width > bytes.length) throw new PdfCutOff('the cross-reference stream is too short');
  let value = 0;
  for (let index = 0; index < width; index += 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}

function numbersOf(value: PdfValue | undefined): number[] {
  if (value?.kind !== 'array') throw new PdfDamaged('the cross-reference stream lacks its widths');
  return value.items.map((item) => numberOf(item, 'an entry of W or Index'));
}
