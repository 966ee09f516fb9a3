import { type TextPage, textLayerConfidence } from '../document-text';
import { layOutLines } from '../layout/lay-out-lines';
import { textLines } from '../layout/text-lines';
import type { Raster } from '../pictures/raster';
import { drawPage, type PageObjects, readPageObjects } from './draw-page';
import { withTextLayer } from './pdf-characters';
import type { PdfFile } from './pdf-file';
import { type VisibleText, visibleText } from './visible-text';
import { wordsFromCharacters } from './words-from-characters';

const dotsPerInch = 250;
const pointsPerInch = 72;
const largestSide = 3500;
const smallestSide = 1500;
/** So many hidden characters over something that can be seen are the text of a searchable scan. */
const fewestOfScan = 20;

/** Returns the text of a page (from 0) of a PDF; undefined if it has no usable text and its picture must be recognised. */
export function readPdfPage(pdf: PdfFile, index: number): TextPage | undefined {
  const text = pdf.withPage(index, (module, page) => {
    const visible = withTextLayer(module, page, (layer) => visibleText(module, page, layer));
    return hasUsableText(visible, readPageObjects(module, page)) ? visible : undefined;
  });
  if (text === undefined) return undefined;
  const words = wordsFromCharacters(text).map((word) => ({ ...word, confidence: textLayerConfidence }));
  const lines = textLines(layOutLines(words), (x, y) => ({ x: x / text.width, y: y / text.height }));
  return { pageNumber: index + 1, origin: 'text-layer', lines };
}

/** Draws a page (from 0) of a PDF as large as print is recognised best. */
export function drawPdfPage(pdf: PdfFile, index: number): Raster {
  return pdf.withPage(index, (module, page) => {
    const size = { width: module._FPDF_GetPageWidth(page), height: module._FPDF_GetPageHeight(page) };
    return drawPage(module, page, scaleFor(size));
  });
}

/**
 * A scan may carry a stamp or a page number as its only text, a searchable scan what another program recognised in it, and a font
 * without meanings has marks that cannot be read: such pages are recognised from their picture. A page without any objects is blank.
 */
function hasUsableText({ characters, hiddenOverInk }: VisibleText, objects: PageObjects): boolean {
  const printed = characters.filter((character) => !character.isBreak);
  if (objects.count === 0) return true;
  if (hiddenOverInk >= fewestOfScan) return false;
  const unmapped = printed.filter((character) => character.isUnmapped || character.text === '\uFFFD').length;
  if (unmapped > 0.25 * printed.length) return false;
  return (
    printed.length >= (objects.pictureShare > 0.6 ? 200 : 20) ||
    (printed.length > 0 && objects.pictureShare < 0.05 && objects.count < 40)
  );
}

function scaleFor({ width, height }: { width: number; height: number }): number {
  const longest = Math.max(width, height, 1);
  const usual = Math.min(dotsPerInch / pointsPerInch, largestSide / longest);
  return Math.max(usual, Math.min(8, smallestSide / longest));
}
