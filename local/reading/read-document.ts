import type { DocumentText, TextPage } from './document-text';
import { type FileKind, fileKindOf } from './file-kind';
import { openPdf } from './pdf/pdf-file';
import { readPdfPage } from './pdf/read-pdf';
import { decodeJpegPicture, decodePng, tiffPages } from './pictures/decode-picture';
import type { Raster } from './pictures/raster';
import { recognisePage } from './pictures/recognise-page';
import type { Recogniser } from './pictures/recogniser';
import { UnreadableDocumentError } from './unreadable-document-error';

/** Pages at work at the same time: as many as the recogniser has threads, and one to prepare the next. */
const pagesAtOnce = 3;

/** A document whose pages can be counted and read. */
interface OpenDocument {
  readonly pageCount: number;
  readonly readPage: (index: number) => Promise<TextPage>;
  readonly close: () => void;
}

/** Counts a document's pages without reading them. Throws UnreadableDocumentError. */
export async function countPages(bytes: Uint8Array, recogniser: Recogniser): Promise<number> {
  const document = await openDocument(bytes, recogniser);
  document.close();
  return document.pageCount;
}

/** Reads all text of a document (PDF, PNG, JPEG, TIFF), whatever its name. Throws UnreadableDocumentError. */
export async function readDocument(bytes: Uint8Array, recogniser: Recogniser): Promise<DocumentText> {
  const document = await openDocument(bytes, recogniser);
  try {
    const pages = new Array<TextPage>(document.pageCount);
    let next = 0;
    const readOn = async () => {
      for (let index = next++; index < document.pageCount; index = next++)
        pages[index] = await document.readPage(index);
    };
    await Promise.all(Array.from({ length: Math.min(pagesAtOnce, document.pageCount) }, readOn));
    return { pages };
  } finally {
    document.close();
  }
}

const openers: Readonly<Record<FileKind, (bytes: Uint8Array, recogniser: Recogniser) => Promise<OpenDocument>>> = {
  pdf: async (bytes, recogniser) => {
    const pdf = await openPdf(bytes);
    return { pageCount: pdf.pageCount, readPage: (index) => readPdfPage(pdf, index, recogniser), close: pdf.close };
  },
  png: async (bytes, recogniser) => pictures([{ raster: () => decodePng(bytes) }], recogniser),
  jpeg: async (bytes, recogniser) => pictures([{ raster: () => decodeJpegPicture(bytes) }], recogniser),
  tiff: async (bytes, recogniser) => pictures(tiffPages(bytes), recogniser),
};

async function openDocument(bytes: Uint8Array, recogniser: Recogniser): Promise<OpenDocument> {
  const kind = fileKindOf(bytes);
  if (kind === undefined) {
    throw new UnreadableDocumentError('unsupported', 'the bytes are not those of a PDF, PNG, JPEG or TIFF');
  }
  return openers[kind](bytes, recogniser);
}

function pictures(pages: readonly { readonly raster: () => Raster }[], recogniser: Recogniser): OpenDocument {
  return {
    pageCount: pages.length,
    readPage: async (index) => ({
      pageNumber: index + 1,
      origin: 'recognised',
      lines: await recognisePage(pages[index]!.raster(), recogniser),
    }),
    close: () => undefined,
  };
}
