import { PDFArray, type PDFContext, PDFDict, PDFName, PDFRef } from '@cantoo/pdf-lib';
import { DocumentRefused } from '../shared/platform/document-refused';
import { errorMessage } from '../shared/platform/error-name';
import { BoundedPdfParser } from './bounded-pdf-parser';
import { readPdfByRanges } from './pdf-by-ranges';
import { type PdfFacts, unreadablePdf } from './pdf-facts';
import { Unpacking, unpackingBounds } from './unpacking';

/**
 * Reads pages and encryption of a whole PDF with a PDF library that parses objects in file order, so that a broken or missing
 * cross-reference table does not matter; pages are counted in the page tree, not taken from its Count. Where the library gives
 * up, or its objects would not fit in memory, the cross-reference table is followed instead. Throws UnsupportedDocument when neither
 * finds pages, DocumentTooLarge for what unpacks to more than the bounds.
 */
export async function readPdf(bytes: Uint8Array, bounds = unpackingBounds): Promise<PdfFacts> {
  try {
    const parser = new BoundedPdfParser(bytes, new Unpacking(bounds));
    const context = await parser.parseDocument();
    if (context.trailerInfo.Encrypt !== undefined) return { pages: 0, isEncrypted: true };
    if (!parser.isWholeParsed) throw unreadablePdf('its objects are too many to be held at once');
    const pages = countLeaves(context) || countPageObjects(context);
    if (pages > 0) return { pages, isEncrypted: false };
    throw unreadablePdf('no page was found in it');
  } catch (error) {
    if (isTooLarge(error)) throw error;
    if (namesEncryption(bytes)) return { pages: 0, isEncrypted: true };
    return readPdfByRanges(sourceOf(bytes), bounds).catch((second: unknown) => {
      if (isTooLarge(second)) throw second;
      throw error instanceof DocumentRefused ? error : unreadablePdf(errorMessage(error));
    });
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof DocumentRefused && error.name === 'DocumentTooLarge';
}

/** Trailers and cross-reference streams stand in the clear even where everything else is encrypted. */
function namesEncryption(bytes: Uint8Array): boolean {
  return /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  );
}

/** Leaves of the page tree; a node that is missing or that comes twice on its own path counts as none. */
function countLeaves(context: PDFContext): number {
  const catalog = context.lookup(context.trailerInfo.Root);
  if (!(catalog instanceof PDFDict)) return 0;
  let leaves = 0;
  const seen = new Set<unknown>();
  const waiting: unknown[] = [catalog.get(PDFName.of('Pages'))];
  while (waiting.length > 0) {
    const reference = waiting.pop();
    const node = reference instanceof PDFRef ? context.lookup(reference) : reference;
    if (!(node instanceof PDFDict) || seen.has(node)) continue;
    seen.add(node);
    const kids = node.lookup(PDFName.of('Kids'));
    if (kids instanceof PDFArray) waiting.push(...kids.asArray());
    else if (node.lookup(PDFName.of('Type')) !== PDFName.of('Pages')) leaves += 1;
  }
  return leaves;
}

/** For a PDF whose page tree cannot be followed: objects that say they are pages. */
function countPageObjects(context: PDFContext): number {
  const isPage = (object: unknown) =>
    object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Page');
  return context.enumerateIndirectObjects().filter(([, object]) => isPage(object)).length;
}

function sourceOf(bytes: Uint8Array) {
  return {
    sizeBytes: bytes.length,
    read: async (offset: number, length: number) => bytes.subarray(Math.max(offset, 0), Math.max(offset + length, 0)),
  };
}
