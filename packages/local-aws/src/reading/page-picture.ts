import { PNG } from 'pngjs';
import { fileKindOf } from './file-kind';
import { drawPage } from './pdf/draw-page';
import { openPdf } from './pdf/pdf-file';
import { createPdfiumLoader } from './pdf/pdf-module';
import { decodeJpegPicture, decodePng, tiffPages } from './pictures/decode-picture';
import { type Raster, scaleRaster } from './pictures/raster';
import { UnreadableDocumentError } from './unreadable-document-error';

/** A page as a person sees it: the pixels that the reader of text sees, too. */
export interface PagePicture {
  /** Grey, 144 dots per inch, at most 2,400 pixels on its longer side. */
  readonly png: Buffer;
  readonly pageCount: number;
}

/** Pixels per point at 144 dots per inch. */
const scale = 2;
const longestSide = 2_400;
const loadPdfium = createPdfiumLoader();

/** Draws a page (from 1) of a PDF, PNG, JPEG or TIFF. Throws UnreadableDocumentError, also for a page that is not there. */
export async function drawDocumentPage(bytes: Uint8Array, pageNumber: number): Promise<PagePicture> {
  const kind = fileKindOf(bytes);
  if (kind === 'pdf') return drawPdf(bytes, pageNumber);
  if (kind === undefined) throw new UnreadableDocumentError('unsupported', 'the bytes are not those of a document');
  const pages =
    kind === 'tiff'
      ? tiffPages(bytes)
      : [{ raster: () => (kind === 'png' ? decodePng(bytes) : decodeJpegPicture(bytes)) }];
  checkPage(pageNumber, pages.length);
  return { png: pngOf((pages[pageNumber - 1] as { raster(): Raster }).raster()), pageCount: pages.length };
}

async function drawPdf(bytes: Uint8Array, pageNumber: number): Promise<PagePicture> {
  const turns = { turn: <Result>(work: () => Result): Result => work() };
  const pdf = await openPdf(bytes, { loadPdfium, turns, leavesOutPictures: false });
  try {
    checkPage(pageNumber, pdf.pageCount);
    const raster = pdf.withPage(pageNumber - 1, (module, page) => {
      const longest = Math.max(module._FPDF_GetPageWidth(page), module._FPDF_GetPageHeight(page), 1);
      return drawPage(module, page, Math.min(scale, longestSide / longest));
    });
    return { png: pngOf(raster), pageCount: pdf.pageCount };
  } finally {
    pdf.close();
  }
}

function checkPage(pageNumber: number, pageCount: number): void {
  if (!(pageNumber >= 1 && pageNumber <= pageCount))
    throw new UnreadableDocumentError(
      'unsupported',
      `the document has ${pageCount} page(s), there is no ${pageNumber}`,
    );
}

function pngOf(raster: Raster): Buffer {
  const factor = Math.min(1, longestSide / Math.max(raster.width, raster.height));
  const { width, height, pixels } =
    factor === 1 ? raster : scaleRaster(raster, Math.round(raster.width * factor), Math.round(raster.height * factor));
  const png = new PNG({ width, height, colorType: 0, inputColorType: 0, bitDepth: 8, inputHasAlpha: false });
  png.data = Buffer.from(pixels);
  return PNG.sync.write(png, { colorType: 0, inputColorType: 0, bitDepth: 8, inputHasAlpha: false });
}
