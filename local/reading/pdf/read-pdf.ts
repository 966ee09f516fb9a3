import { type TextPage, textLayerConfidence } from '../document-text';
import { layOutLines } from '../layout/lay-out-lines';
import { textLines } from '../layout/text-lines';
import type { Raster } from '../pictures/raster';
import { drawPage, type PageObjects, readPageObjects } from './draw-page';
import { type PdfPageText, readCharacters } from './pdf-characters';
import type { PdfFile } from './pdf-file';
import { wordsFromCharacters } from './words-from-characters';

const dotsPerInch = 250;
const pointsPerInch = 72;
const largestSide = 3500;
const smallestSide = 1500;

/** Reads the text that a page (from 0) of a PDF carries; undefined if it has none worth reading, so that its picture has to be recognised. */
export function readPdfPage(pdf: PdfFile, index: number): TextPage | undefined {
  const text = pdf.withPage(index, (module, page) => {
    const layer = readCharacters(module, page);
    return hasUsableText(layer, readPageObjects(module, page)) ? layer : undefined;
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
 * A scan may carry a stamp or a page number as its only text, and a font without meanings gives marks nobody can read: such pages
 * are recognised from their picture. A page without any objects is blank.
 */
function hasUsableText({ characters }: PdfPageText, objects: PageObjects): boolean {
  const printed = characters.filter((character) => !character.isBreak);
  if (objects.count === 0) return true;
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
