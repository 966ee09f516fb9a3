import { PDFArray, type PDFContext, PDFDict, PDFDocument, PDFName, PDFNumber, type PDFObject } from '@cantoo/pdf-lib';
import { DocumentRefused } from '../shared/platform/document-refused';
import { errorMessage } from '../shared/platform/error-name';
import { BoundedPdfParser, useBoundedParser } from './bounded-pdf-parser';
import { readPdfByRanges } from './pdf-by-ranges';
import { type PdfFacts, unreadablePdf } from './pdf-facts';
import { Unpacking, type UnpackingBounds, unpackingBounds } from './unpacking';

/**
 * Reads pages and encryption of a whole PDF with a PDF library that parses objects in file order, so that a broken or
 * missing cross-reference table does not matter. A PDF that opens without a password is decrypted, and counts as not
 * encrypted. If the library fails, or its objects would not fit in memory, the cross-reference table is followed
 * instead. Throws UnsupportedDocument if neither finds pages, DocumentTooLarge for a PDF that unpacks beyond the
 * bounds.
 */
export async function readPdf(bytes: Uint8Array, bounds = unpackingBounds): Promise<PdfFacts> {
  try {
    const context = await openedContext(bytes, bounds);
    if (context === undefined) return { pages: 0, isEncrypted: true };
    const pages = countAsPdfium(context) || countPageObjects(context);
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

/** Returns the objects of a PDF, decrypted if need be; undefined if that needs a password. */
async function openedContext(bytes: Uint8Array, bounds: UnpackingBounds): Promise<PDFContext | undefined> {
  const parser = new BoundedPdfParser(bytes, new Unpacking(bounds));
  const context = await parser.parseDocument();
  const { Encrypt: encryption } = context.trailerInfo;
  if (encryption === undefined || leavesPagesOpen(context.lookup(encryption))) {
    parser.assertWholeParsed();
    return context;
  }
  return decryptedContext(bytes);
}

/** Loads a PDF with the empty password. The library uses its parser, which is the bounded one. */
async function decryptedContext(bytes: Uint8Array): Promise<PDFContext | undefined> {
  useBoundedParser();
  const options = { password: '', updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY };
  try {
    const { context } = await PDFDocument.load(bytes, options);
    return context;
  } catch (error) {
    if (error instanceof DocumentRefused) throw error;
    return undefined;
  }
}

/** Whether only attachments are encrypted: the filters of streams and strings are Identity (ISO 32000-1, 7.6.5). */
function leavesPagesOpen(encryption: PDFObject | undefined): boolean {
  if (!(encryption instanceof PDFDict)) return false;
  const isIdentity = (name: string) =>
    [undefined, PDFName.of('Identity')].includes(encryption.lookupMaybe(PDFName.of(name), PDFName));
  const version = encryption.lookup(PDFName.of('V'));
  return version instanceof PDFNumber && version.asNumber() >= 4 && isIdentity('StmF') && isIdentity('StrF');
}

/** Trailers and cross-reference streams are never encrypted. */
function namesEncryption(bytes: Uint8Array): boolean {
  return /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'),
  );
}

/** PDFium's bound for a Count that it believes. */
const mostPages = 0xfffff;

/**
 * Returns the Count of the page tree if it is plausible, as PDFium reads it; else the number of leaves, without repeats
 * on a path.
 */
function countAsPdfium(context: PDFContext): number {
  const catalog = context.lookup(context.trailerInfo.Root);
  const tree = catalog instanceof PDFDict ? catalog.lookup(PDFName.of('Pages')) : undefined;
  if (!(tree instanceof PDFDict)) return 0;
  return tree.has(PDFName.of('Kids')) ? countNode(tree, new Set([tree])) : 1;
}

/** `counted` keeps the count of a node: one that many others name is not counted again for each of them. */
function countNode(node: PDFDict, onPath: ReadonlySet<PDFDict>, counted = new Map<PDFDict, number>()): number {
  const count = node.lookup(PDFName.of('Count'));
  if (count instanceof PDFNumber && count.asNumber() > 0 && count.asNumber() < mostPages)
    return Math.trunc(count.asNumber());
  const kids = node.lookup(PDFName.of('Kids'));
  if (!(kids instanceof PDFArray)) return 0;
  const known = counted.get(node);
  if (known !== undefined) return known;
  const leaves = kids.asArray().reduce((sum, reference) => {
    const kid = node.context.lookup(reference);
    if (!(kid instanceof PDFDict) || onPath.has(kid)) return sum;
    return sum + (kid.has(PDFName.of('Kids')) ? countNode(kid, new Set([...onPath, kid]), counted) : 1);
  }, 0);
  counted.set(node, leaves);
  return leaves;
}

/** For a PDF whose page tree cannot be followed: counts objects of type Page. */
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
