import { PNG } from 'pngjs';
import { drawPage } from './pdf/draw-page';
import type { PdfFile } from './pdf/pdf-file';
import { type Raster, scaleRaster } from './pictures/raster';

/** Pixels per point at 144 dots per inch. */
const scale = 2;
const longestSide = 2_400;
/** A page is drawn while a person waits: a fast PNG, not a small one. */
const quick = { filterType: 1, deflateLevel: 3 };

/** Draws a page (from 0) of a PDF for a person. */
export function drawShownPage(pdf: PdfFile, index: number): Raster {
  return pdf.withPage(index, (module, page) => {
    const longest = Math.max(module._FPDF_GetPageWidth(page), module._FPDF_GetPageHeight(page), 1);
    return drawPage(module, page, Math.min(scale, longestSide / longest));
  });
}

/** Returns a page's pixels as a PNG, no larger than a screen shows. */
export function pngOf(raster: Raster): Uint8Array {
  const factor = Math.min(1, longestSide / Math.max(raster.width, raster.height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * factor));
  const shown = factor === 1 ? raster : scaleRaster(raster, side(raster.width), side(raster.height));
  const { width, height, pixels } = shown;
  const grey = { colorType: 0, inputColorType: 0, bitDepth: 8, inputHasAlpha: false } as const;
  const png = new PNG({ width, height, ...grey });
  png.data = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  return PNG.sync.write(png, { ...grey, ...quick });
}
