import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TextPage } from './document-text';
import { type FileKind, fileKindOf } from './file-kind';
import { drawShownPage, pngOf } from './page-picture';
import { openPdf, type PdfFile } from './pdf/pdf-file';
import type { LoadPdfium } from './pdf/pdf-module';
import { drawPdfPage, readPdfPage } from './pdf/read-pdf';
import { decodeJpegPicture, decodePng, tiffPages } from './pictures/decode-picture';
import type { Raster } from './pictures/raster';
import { recognisePage } from './pictures/recognise-page';
import type { Recogniser } from './pictures/recogniser';
import type { DocumentReading, OnPage, ReadingRequest } from './reading-messages';
import type { Turns } from './reading-turns';
import { UnreadableDocumentError } from './unreadable-document-error';

/** Pages at work at the same time: as many as the recogniser has threads, and one to prepare the next. */
const pagesAtOnce = 3;

/** Dependencies of reading a document. */
export interface ReadingContext {
  readonly loadPdfium: LoadPdfium;
  readonly recogniser: Recogniser;
  readonly turns: Turns;
  /** Aborted if the result is no longer needed: pages that have begun are finished, no others begin. */
  readonly dropped: AbortSignal;
  readonly onPage: OnPage;
  /** The document broke its reader. */
  onAbort(): void;
}

/** A document whose pages can be counted and read. */
interface OpenDocument {
  readonly pageCount: number;
  /** Returns the text of a page; undefined if it has to be recognised from its picture. */
  readonly textOf: (index: number) => TextPage | undefined;
  readonly pictureOf: (index: number) => Raster;
  /** As `pictureOf`, but as large as a person looks at it. */
  readonly shownPictureOf: (index: number) => Raster;
  readonly close: () => void;
}

/**
 * Reads a document (PDF, PNG, JPEG, TIFF). Does not use its name. Throws UnreadableDocumentError, and an error that isAbort recognises
 * if the document breaks its reader.
 */
export async function readDocument(request: ReadingRequest, context: ReadingContext): Promise<DocumentReading> {
  try {
    return await readOpened(request, { ...context, leavesOutPictures: false });
  } catch (error) {
    if (!isAbort(error)) throw error;
    context.onAbort();
    // Most often a damaged picture broke it: other text is still read.
    return readOpened(request, { ...context, leavesOutPictures: true });
  }
}

/** A damaged document may make PDFium abort, leave its memory or recurse until the stack ends. */
export function isAbort(error: unknown): error is Error {
  return error instanceof Error && (error.name === 'RuntimeError' || error instanceof RangeError);
}

interface OpeningContext extends ReadingContext {
  readonly leavesOutPictures: boolean;
}

async function readOpened(request: ReadingRequest, context: OpeningContext): Promise<DocumentReading> {
  const document = await openDocument(request.bytes, context);
  let isBroken = false;
  try {
    const { pageCount } = document;
    if (pageCount > request.mostPages) throw tooManyPages(pageCount, request.mostPages);
    if (request.wanted === 'page-count') return { pageCount };
    const { pageNumber } = request;
    if (pageNumber !== undefined) checkPage(pageNumber, pageCount);
    context.turns.allowPages(pageNumber === undefined ? pageCount : 1);
    if (request.wanted === 'picture') return drawPicture(document, (pageNumber ?? 1) - 1, context);
    const indexes = pageNumber === undefined ? [...Array(pageCount).keys()] : [pageNumber - 1];
    return await readPages(document, indexes, { ...context, mayRecognise: request.wanted === 'recognised-text' });
  } catch (error) {
    isBroken = isAbort(error);
    throw error;
  } finally {
    // After an abort its memory is not to be trusted.
    if (!isBroken) context.turns.turn(() => document.close());
  }
}

function tooManyPages(found: number, most: number): UnreadableDocumentError {
  return new UnreadableDocumentError(
    'unsupported',
    `the document has ${found} pages, ${most === 1 ? 'one page is' : `${most} pages are`} the most here`,
  );
}

function checkPage(pageNumber: number, pageCount: number): void {
  if (Number.isInteger(pageNumber) && pageNumber >= 1 && pageNumber <= pageCount) return;
  throw new UnreadableDocumentError('unsupported', `the document has ${pageCount} page(s), there is no ${pageNumber}`);
}

function drawPicture(document: OpenDocument, index: number, { turns }: ReadingContext): DocumentReading {
  const png = turns.turn(() => pngOf(document.shownPictureOf(index)));
  return { picture: { png, pageCount: document.pageCount } };
}

interface PagesContext extends ReadingContext {
  readonly mayRecognise: boolean;
}

async function readPages(
  document: OpenDocument,
  indexes: readonly number[],
  context: PagesContext,
): Promise<DocumentReading> {
  const pages = new Array<TextPage>(indexes.length);
  let end: DocumentReading | undefined;
  let next = 0;
  let pagesRead = 0;
  const readOn = async () => {
    while (end === undefined && next < indexes.length) {
      const at = next++;
      const page = context.dropped.aborted
        ? ({ dropped: true } as const)
        : await readPage(document, indexes[at] as number, context);
      if ('lines' in page) {
        pages[at] = page;
        pagesRead += 1;
        context.onPage(pagesRead, indexes.length);
      } else end ??= page;
      // Messages are received between two pages.
      await nextTurn();
    }
  };
  const readers = Array.from({ length: Math.min(pagesAtOnce, indexes.length) }, readOn);
  // One that fails stops the others before the document is closed.
  const stop = (error: unknown): never => {
    end ??= { dropped: true };
    throw error;
  };
  const outcomes = await Promise.allSettled(readers.map((reader) => reader.catch(stop)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return end ?? { text: { pages } };
}

async function readPage(
  document: OpenDocument,
  index: number,
  { recogniser, turns, dropped, mayRecognise }: PagesContext,
): Promise<TextPage | DocumentReading> {
  const text = turns.turn(() => document.textOf(index));
  if (text !== undefined) return text;
  if (!mayRecognise) return { needsRecognition: true };
  // A page is drawn when a recogniser is free for it, so that pictures do not queue.
  const lines = await recogniser.lend(
    (recognise) =>
      recognisePage(
        turns.turn(() => document.pictureOf(index)),
        { recognise, turns },
      ),
    { dropped, milliseconds: turns.recognitionMilliseconds },
  );
  return lines === undefined ? { dropped: true } : { pageNumber: index + 1, origin: 'recognised', lines };
}

const openers: Readonly<Record<FileKind, (bytes: Uint8Array, context: OpeningContext) => Promise<OpenDocument>>> = {
  pdf: async (bytes, context) => {
    const pdf = await openPdf(bytes, context);
    const undamaged = (draw: (pdf: PdfFile, index: number) => Raster) => (index: number) => {
      if (context.leavesOutPictures) throw new UnreadableDocumentError('damaged', 'a picture in the PDF is damaged');
      return draw(pdf, index);
    };
    return {
      pageCount: pdf.pageCount,
      textOf: (index) => readPdfPage(pdf, index),
      pictureOf: undamaged(drawPdfPage),
      shownPictureOf: undamaged(drawShownPage),
      close: pdf.close,
    };
  },
  png: async (bytes) => pictures([{ raster: () => decodePng(bytes) }]),
  jpeg: async (bytes) => pictures([{ raster: () => decodeJpegPicture(bytes) }]),
  tiff: async (bytes, { turns }) => pictures(turns.turn(() => tiffPages(bytes))),
};

async function openDocument(bytes: Uint8Array, context: OpeningContext): Promise<OpenDocument> {
  const kind = fileKindOf(bytes);
  if (kind === undefined) {
    throw new UnreadableDocumentError('unsupported', 'the bytes are not those of a PDF, PNG, JPEG or TIFF');
  }
  return openers[kind](bytes, context);
}

function pictures(pages: readonly { readonly raster: () => Raster }[]): OpenDocument {
  const pictureOf = (index: number): Raster => pages[index]!.raster();
  return {
    pageCount: pages.length,
    textOf: () => undefined,
    pictureOf,
    shownPictureOf: pictureOf,
    close: () => undefined,
  };
}
